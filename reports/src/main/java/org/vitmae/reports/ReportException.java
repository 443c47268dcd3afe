package org.vitmae.reports;

import java.nio.file.Path;

/** Says why run folders cannot be reported on: the file, what was found, and what to do. */
public final class ReportException extends RuntimeException {
  ReportException(String message) {
    super(message);
  }

  ReportException(Path file, String problem) {
    super(file + ": " + problem);
  }

  ReportException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
