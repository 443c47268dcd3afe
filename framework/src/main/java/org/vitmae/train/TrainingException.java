package org.vitmae.train;

/**
 * Says that training cannot go on: names step and learning rate, the last good checkpoint, and what
 * to do.
 */
public final class TrainingException extends RuntimeException {
  public TrainingException(String message) {
    super(message);
  }
}
