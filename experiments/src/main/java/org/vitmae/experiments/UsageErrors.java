package org.vitmae.experiments;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, without the screen of help that would hide it. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (arguments.length == 0) {
      command.usage(err);
      return ExitCode.USAGE;
    }
    err.println("vitmae: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.printf("%s --help tells how it is used%n", command.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }
}
