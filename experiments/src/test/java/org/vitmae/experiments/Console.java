package org.vitmae.experiments;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command line tool inside a test. */
final class Console {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  int execute(String... args) {
    CommandLine commands = Main.commandLine(new PrintWriter(out), new PrintWriter(err));
    return commands.execute(args);
  }

  PrintWriter writer() {
    return new PrintWriter(out, true);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
