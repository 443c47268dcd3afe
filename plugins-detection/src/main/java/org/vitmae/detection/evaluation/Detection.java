package org.vitmae.detection.evaluation;

import java.util.List;

/**
 * An object that was found.
 *
 * @param score the greater, the surer
 */
public record Detection(long imageId, long categoryId, double score, Region region) {
  /** From half on, an overlap is a hit. */
  private static final double LEAST_OVERLAP = 0.5;

  public Detection {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          "a detection in image %d has no number for a score".formatted(imageId));
    }
    score += 0.0; // -0 becomes 0, which it is equal to
  }

  /** Returns the place of the object of its category that it overlaps most, -1 if not by half. */
  int bestMatch(List<Truth> truths) {
    int best = -1;
    double greatest = LEAST_OVERLAP;
    for (int i = 0; i < truths.size(); i++) {
      Truth truth = truths.get(i);
      if (truth.categoryId() != categoryId) {
        continue;
      }
      double overlap = region.overlap(truth.region(), truth.crowd());
      if (overlap > greatest || (best < 0 && overlap == greatest)) {
        greatest = overlap;
        best = i;
      }
    }
    return best;
  }
}
