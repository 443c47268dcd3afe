package org.vitmae.reports;

import java.util.List;
import java.util.Optional;

/**
 * What was measured: of one run, of the difference of two, or on average over several.
 *
 * @param value the primary metric on the test split
 * @param images what the draw of test images does to it; empty where that is not known
 */
record Outcome(double value, Optional<Images> images) {

  /** Returns an outcome of which nothing is known image by image. */
  static Outcome of(double value) {
    return new Outcome(value, Optional.empty());
  }

  /** Returns this minus {@code other}, on the same draws of images where both know them. */
  Outcome minus(Outcome other) {
    return new Outcome(
        value - other.value,
        shareImages(List.of(this, other))
            ? Optional.of(images.orElseThrow().minus(other.images.orElseThrow()))
            : Optional.empty());
  }

  /** Returns the mean, on the same draws of images where all know them. */
  static Outcome mean(List<Outcome> outcomes) {
    double value = outcomes.stream().mapToDouble(Outcome::value).average().orElseThrow();
    return new Outcome(
        value,
        shareImages(outcomes)
            ? Optional.of(
                Images.mean(outcomes.stream().map(own -> own.images.orElseThrow()).toList()))
            : Optional.empty());
  }

  /** Tells whether all know what images do to them, and these were drawn alike. */
  static boolean shareImages(List<Outcome> outcomes) {
    Optional<Integer> draws = outcomes.get(0).images.map(Images::draws);
    return draws.isPresent()
        && outcomes.stream().allMatch(own -> own.images.map(Images::draws).equals(draws));
  }
}
