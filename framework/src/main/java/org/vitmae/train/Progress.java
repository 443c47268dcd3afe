package org.vitmae.train;

/** Shows a person how training goes. Called by the training thread, at most once per logged row. */
public interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress NONE = update -> {};

  /** Shows where training stands. */
  void onStep(ProgressUpdate update);

  /** Shows that something happened, in one sentence: a validation, a checkpoint, a stop. */
  default void onEvent(String sentence) {}

  /** Gives the display back. */
  @Override
  default void close() {}
}
