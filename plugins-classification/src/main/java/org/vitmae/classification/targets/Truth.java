package org.vitmae.classification.targets;

import java.util.List;
import org.vitmae.data.Batch;
import org.vitmae.data.DataException;

/** The targets that the examples of a batch are annotated with. */
final class Truth {
  private Truth() {}

  /**
   * Returns the targets of one example.
   *
   * @param width the number it must have
   */
  static List<Double> of(Batch batch, int n, int width) {
    List<Double> targets = batch.annotations().get(n).targets();
    if (targets.size() != width) {
      throw new DataException(
          "Example %d has %d targets, expected %d; check data.target and the labels of the data set."
              .formatted(batch.ids()[n], targets.size(), width));
    }
    return targets;
  }

  /** Checks that a batch has outputs for all its examples. */
  static void check(float[] outputs, Batch batch, int width) {
    if (outputs.length != batch.size() * width) {
      throw new IllegalArgumentException(
          "%d examples need %d outputs each, got %d together"
              .formatted(batch.size(), width, outputs.length));
    }
  }

  /** Checks that there is something to make a metric of. */
  static void checkCount(int examples) {
    if (examples == 0) {
      throw new IllegalStateException("no example was counted; metrics need at least one");
    }
  }
}
