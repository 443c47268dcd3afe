package org.vitmae.train;

/** What training makes small: a mean over the examples, and but for the first over the outputs. */
public enum TrainingLoss {
  /** Cross-entropy of the softmax: outputs exclude each other. */
  SOFTMAX,
  /** Cross-entropy of the sigmoid of each output. */
  SIGMOID,
  /** Squared error. */
  L2,
  /** Absolute error. */
  L1
}
