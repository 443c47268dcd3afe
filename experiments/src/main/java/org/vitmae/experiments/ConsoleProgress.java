package org.vitmae.experiments;

import java.io.PrintWriter;
import org.vitmae.train.Progress;

/** Shows training on the console. */
final class ConsoleProgress {
  private ConsoleProgress() {}

  /**
   * Returns a bar that moves where a person watches a terminal, a line now and then where output
   * goes to a file or a pipe.
   *
   * @param title what is being trained
   * @param out the console
   */
  static Progress of(String title, PrintWriter out) {
    // There is a console only if both input and output are a terminal.
    return System.console() == null
        ? new ProgressLines(title, out, System::nanoTime)
        : new TerminalBar(title, out);
  }
}
