package org.vitmae.segmentation.evaluation;

import java.util.stream.IntStream;

/**
 * What the pixels of a class are judged by, as mmsegmentation defines it: shares in [0, 1], not a
 * number where the share is 0/0.
 */
public enum ClassMetric {
  /** Intersection over union (Jaccard). */
  IOU("IoU") {
    @Override
    public double of(ClassAreas areas, int label) {
      long union = areas.predicted()[label] + areas.labeled()[label] - areas.common()[label];
      return (double) areas.common()[label] / union;
    }
  },
  /** The share of the class that was found: its recall. */
  ACCURACY("Acc") {
    @Override
    public double of(ClassAreas areas, int label) {
      return (double) areas.common()[label] / areas.labeled()[label];
    }
  },
  /** Twice the intersection over the sum of both areas. */
  DICE("Dice") {
    @Override
    public double of(ClassAreas areas, int label) {
      return 2.0 * areas.common()[label] / (areas.predicted()[label] + areas.labeled()[label]);
    }
  },
  /** The share of what was found that is of the class. */
  PRECISION("Precision") {
    @Override
    public double of(ClassAreas areas, int label) {
      return (double) areas.common()[label] / areas.predicted()[label];
    }
  },
  /**
   * The harmonic mean of precision and accuracy. It is Dice, except that a class that was never
   * predicted, or never right, has none.
   */
  F_SCORE("Fscore") {
    @Override
    public double of(ClassAreas areas, int label) {
      double precision = PRECISION.of(areas, label);
      double accuracy = ACCURACY.of(areas, label);
      return 2 * precision * accuracy / (precision + accuracy);
    }
  };

  private final String label;

  ClassMetric(String label) {
    this.label = label;
  }

  /** Returns the field's name of it; that of the mean over classes has an {@code m} before it. */
  public String label() {
    return label;
  }

  /** Returns the value of one class. */
  public abstract double of(ClassAreas areas, int label);

  /** Returns the mean over the classes that have a value; not a number if none has. */
  public double mean(ClassAreas areas) {
    return IntStream.range(0, areas.classes())
        .mapToDouble(label -> of(areas, label))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
