package org.vitmae.detection.evaluation;

/** The curve of precision over recall, as detections are admitted one by one, surest first. */
final class PrecisionRecall {
  private static final double[] RECALLS = Thresholds.recalls();

  /** The reference adds the distance from 1 to the next number, against division by zero. */
  private static final double EPSILON = Math.ulp(1.0);

  private final int objects;
  private final double[] precision;
  private final double[] recall;
  private int size;
  private int hits;

  /**
   * Creates an empty curve.
   *
   * @param objects how many there are to find, at least 1
   * @param capacity greatest number of detections
   */
  PrecisionRecall(int objects, int capacity) {
    this.objects = objects;
    this.precision = new double[capacity];
    this.recall = new double[capacity];
  }

  /** Admits one more detection. */
  void add(boolean hit) {
    hits += hit ? 1 : 0;
    recall[size] = (double) hits / objects;
    precision[size] = hits / (size + 1 + EPSILON);
    size++;
  }

  /** Makes precision the best that is reached at this recall or a greater one. */
  private void smooth() {
    for (int i = size - 2; i >= 0; i--) {
      precision[i] = Math.max(precision[i], precision[i + 1]);
    }
  }

  /** Returns the smoothed precision at recalls 0, 0.01, ..., 1; 0 where recall is not reached. */
  double[] interpolated() {
    smooth();
    double[] values = new double[RECALLS.length];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      while (at < size && recall[at] < RECALLS[i]) {
        at++;
      }
      values[i] = at < size ? precision[at] : 0;
    }
    return values;
  }

  /** Returns the area below the smoothed curve, all points taken. */
  double area() {
    smooth();
    double area = 0;
    double before = 0;
    for (int i = 0; i < size; i++) {
      area += (recall[i] - before) * precision[i];
      before = recall[i];
    }
    return area;
  }
}
