package org.vitmae.checkpoint;

/** Says that a checkpoint cannot be read or written: names the file, what is wrong, what to do. */
public final class CheckpointException extends RuntimeException {
  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
