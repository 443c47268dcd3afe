package org.vitmae.reports;

import java.nio.file.Path;

/** Says why run folders cannot be reported on: the file, what was found, and what to do. */
public final class ReportException extends RuntimeException {
  /** What to do about a cell whose files cannot be used. */
  static final String RUN_AGAIN =
      " Delete the cell's folder and use run --resume to run it again, or move it out of 'cells' to report without it.";

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
