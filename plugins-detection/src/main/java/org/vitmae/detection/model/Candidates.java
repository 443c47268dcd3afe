package org.vitmae.detection.model;

import java.util.Arrays;

/** Collects boxes that may become detections of one image, leaving out the hopeless ones. */
public final class Candidates {
  private final double leastScore;
  private final double leastSide;
  private float[] boxes = new float[4 * 64];
  private float[] scores = new float[64];
  private int[] labels = new int[64];
  private int size;

  /**
   * Starts without boxes.
   *
   * @param leastScore a box needs at least this score
   * @param leastSide and sides of at least so many pixels
   */
  public Candidates(double leastScore, double leastSide) {
    this.leastScore = leastScore;
    this.leastSide = leastSide;
  }

  /** Adds the box at {@code 4 * index} of {@code all}, if it is large and good enough. */
  public void offer(float[] all, int index, float score, int label) {
    float width = all[4 * index + 2] - all[4 * index];
    float height = all[4 * index + 3] - all[4 * index + 1];
    if (!(score >= leastScore && width >= leastSide && height >= leastSide)) {
      return;
    }
    if (size == scores.length) {
      boxes = Arrays.copyOf(boxes, 2 * boxes.length);
      scores = Arrays.copyOf(scores, 2 * size);
      labels = Arrays.copyOf(labels, 2 * size);
    }
    System.arraycopy(all, 4 * index, boxes, 4 * size, 4);
    scores[size] = score;
    labels[size++] = label;
  }

  /** Returns what was kept, in the order it was offered. */
  public Detections all() {
    return new Detections(
        Arrays.copyOf(boxes, 4 * size), Arrays.copyOf(scores, size), Arrays.copyOf(labels, size));
  }
}
