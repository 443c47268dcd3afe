package org.vitmae.train;

/** Takes down the numbers of a run, row by row. */
public interface MetricsSink {
  /**
   * Takes down one number; it survives the death of the process once this returns.
   *
   * @param step optimizer updates made
   * @param epoch the same in epochs, fractional
   * @param split {@code train} or {@code val}
   */
  void log(long step, double epoch, String split, String metric, double value);

  /** Makes all numbers so far survive a power cut; called before a checkpoint counts on them. */
  void sync();

  /**
   * Forgets all rows but the oldest. Called once, before the first row of a run, since a run that
   * died may have logged more than its last checkpoint knows of.
   *
   * @param rows how many rows stay; 0 for a fresh run
   */
  void rewind(long rows);
}
