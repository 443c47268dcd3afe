package org.vitmae.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vitmae.image.Image;

/** Puts examples of equal size into one block of memory. */
final class BatchAssembly {
  private BatchAssembly() {}

  /**
   * Makes a batch, padded with repeats of its first example.
   *
   * @return empty if there are no examples
   * @throws IllegalArgumentException if the examples differ in size
   */
  static Optional<Batch> of(List<Sample> samples, int batchSize, int epoch) {
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    Image first = samples.get(0).image();
    if (batchSize == 1) {
      return Optional.of(alone(samples.get(0), epoch));
    }
    int length = first.height() * first.width() * first.channels();
    byte[] pixels = new byte[Math.multiplyExact(batchSize, length)];
    long[] ids = new long[batchSize];
    List<Annotation> annotations = new ArrayList<>(batchSize);
    for (int i = 0; i < batchSize; i++) {
      Sample sample = samples.get(i < samples.size() ? i : 0);
      requireSize(sample, first);
      sample.image().copyTo(pixels, i * length);
      ids[i] = sample.id();
      annotations.add(sample.annotation());
    }
    return Optional.of(
        new Batch(
            epoch,
            ids,
            samples.size(),
            first.height(),
            first.width(),
            first.channels(),
            pixels,
            annotations));
  }

  /** Makes a batch of one example, whose pixels are not copied, if they are in memory. */
  static Batch alone(Sample sample, int epoch) {
    Image image = sample.image();
    return new Batch(
        epoch,
        new long[] {sample.id()},
        1,
        image.height(),
        image.width(),
        image.channels(),
        image.pixels(),
        List.of(sample.annotation()));
  }

  private static void requireSize(Sample sample, Image first) {
    int[] expected = {first.height(), first.width(), first.channels()};
    Image image = sample.image();
    int[] found = {image.height(), image.width(), image.channels()};
    if (!Arrays.equals(expected, found)) {
      throw new IllegalArgumentException(
          "the transform must give images of equal size, got %s for sample %d after %s"
              .formatted(Arrays.toString(found), sample.id(), Arrays.toString(expected)));
    }
  }
}
