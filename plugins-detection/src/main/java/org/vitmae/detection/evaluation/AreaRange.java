package org.vitmae.detection.evaluation;

/** Which objects a figure is about, by their area in pixels; both ends belong to the range. */
public enum AreaRange {
  /** Objects of any size. */
  ALL(0, 1e5 * 1e5),
  /** Up to 32 x 32. */
  SMALL(0, 32 * 32),
  /** From 32 x 32 to 96 x 96. */
  MEDIUM(32 * 32, 96 * 96),
  /** From 96 x 96. */
  LARGE(96 * 96, 1e5 * 1e5);

  private final double least;
  private final double greatest;

  AreaRange(double least, double greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  boolean contains(double area) {
    return area >= least && area <= greatest;
  }
}
