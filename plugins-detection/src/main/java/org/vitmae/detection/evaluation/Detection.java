package org.vitmae.detection.evaluation;

/**
 * An object that was found.
 *
 * @param score the greater, the surer
 */
public record Detection(long imageId, long categoryId, double score, Region region) {
  public Detection {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          "a detection in image %d has no number for a score".formatted(imageId));
    }
    score += 0.0; // -0 becomes 0, which it is equal to
  }
}
