package org.vitmae.data;

/** Says that data from outside cannot be used: names the file and record, and what to do. */
public final class DataException extends RuntimeException {
  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
