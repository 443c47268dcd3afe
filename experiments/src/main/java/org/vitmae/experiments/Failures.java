package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.config.ConfigException;
import org.vitmae.data.DataException;
import org.vitmae.reports.ReportException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a user's mistakes, which get a message, from defects, which get a stack trace. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    Optional<List<String>> messages = userMessages(e);
    if (messages.isEmpty()) {
      e.printStackTrace(err);
      return ExitCode.SOFTWARE;
    }
    messages.get().forEach(message -> err.println("vitmae: " + message));
    return ExitCode.USAGE;
  }

  /** Returns what to tell the user, empty if the failure is not of the user's making. */
  static Optional<List<String>> userMessages(Exception e) {
    if (e instanceof ConfigException config) {
      return Optional.of(config.problems());
    }
    if (e instanceof DataException
        || e instanceof CheckpointException
        || e instanceof ReportException) {
      return Optional.of(List.of(String.valueOf(e.getMessage())));
    }
    if (e instanceof UncheckedIOException unchecked) {
      return Optional.of(List.of(sentence(unchecked.getCause())));
    }
    return e instanceof IOException io ? Optional.of(List.of(sentence(io))) : Optional.empty();
  }

  /** The messages of the file system's own exceptions are bare paths; their names say the rest. */
  private static String sentence(IOException e) {
    return e.getClass().getPackageName().startsWith("java.nio")
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : String.valueOf(e.getMessage());
  }
}
