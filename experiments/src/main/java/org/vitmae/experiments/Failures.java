package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.config.ConfigException;
import org.vitmae.data.DataException;
import org.vitmae.reports.ReportException;
import org.vitmae.train.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a user's mistakes, which get a message, from defects, which get a stack trace. */
final class Failures implements IExecutionExceptionHandler {
  /** How libtorch says that an allocation failed, in front of a stack of C++ functions. */
  private static final Pattern NO_MEMORY =
      Pattern.compile(
          "(CUDA out of memory|DefaultCPUAllocator: (can't allocate|not enough) memory)[^\\n]*");

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
        || e instanceof TrainingException
        || e instanceof ReportException) {
      return Optional.of(List.of(String.valueOf(e.getMessage())));
    }
    Matcher noMemory = NO_MEMORY.matcher(String.valueOf(e.getMessage()));
    if (e instanceof RuntimeException && noMemory.find()) {
      return Optional.of(List.of(noMemory(noMemory.group())));
    }
    if (e instanceof InvalidPathException path) {
      return Optional.of(List.of(notExpressible(path)));
    }
    if (e instanceof UncheckedIOException unchecked) {
      return Optional.of(List.of(sentence(unchecked.getCause())));
    }
    return e instanceof IOException io ? Optional.of(List.of(sentence(io))) : Optional.empty();
  }

  static String notExpressible(InvalidPathException e) {
    return "The name '%s' of a file cannot be expressed (%s). If it has letters beyond ASCII, set a locale that knows them, for instance LC_ALL=C.UTF-8."
        .formatted(e.getInput(), e.getReason());
  }

  private static String noMemory(String found) {
    return "There is not enough memory (%s). Lower batch-size and raise accumulation, choose a smaller model, or set activation-checkpointing where the arm has it; describe tells what a step needs."
        .formatted(found);
  }

  static String userMessage(OutOfMemoryError e) {
    return "The Java heap is full (%s). Set a larger one, for instance JAVA_OPTS=-Xmx8g."
        .formatted(e.getMessage());
  }

  static String userMessage(UnsatisfiedLinkError e) {
    return "A native library cannot be loaded: %s. For a GPU put CUDA 13, cuDNN 9 and NCCL on LD_LIBRARY_PATH; bin/check-gpu of the offline bundle names what a host lacks."
        .formatted(e.getMessage());
  }

  /** The messages of the file system's own exceptions are bare paths; their names say the rest. */
  private static String sentence(IOException e) {
    if (e instanceof AccessDeniedException) {
      return e.getMessage()
          + ": permission denied; change its permissions, or choose another place";
    }
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " exists already and is no folder; choose another place";
    }
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + " does not exist or cannot be made there; check the path";
    }
    return e.getClass().getPackageName().startsWith("java.nio")
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : String.valueOf(e.getMessage());
  }
}
