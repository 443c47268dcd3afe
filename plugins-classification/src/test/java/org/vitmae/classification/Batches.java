package org.vitmae.classification;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;

/** Batches of noise whose brighter quarter tells the class. */
public final class Batches {
  private Batches() {}

  /** Returns {@code size} images of side x side; class c is bright in the c-th band of rows. */
  public static Batch bands(int size, int side, int channels, int classes, long seed) {
    RandomGenerator random = Draws.of(seed, "bands", 0, 0);
    byte[] pixels = new byte[size * side * side * channels];
    random.nextBytes(pixels);
    int image = side * side * channels;
    for (int n = 0; n < size; n++) {
      int from = n % classes * side / classes;
      int to = (n % classes + 1) * side / classes;
      for (int p = from * side * channels; p < to * side * channels; p++) {
        int i = n * image + p;
        pixels[i] = (byte) (128 + (pixels[i] & 0xff) / 2);
      }
    }
    List<Annotation> labels =
        IntStream.range(0, size).mapToObj(n -> Annotation.ofClass(n % classes)).toList();
    return new Batch(
        0, LongStream.range(0, size).toArray(), size, side, side, channels, pixels, labels);
  }

  /** Returns some examples of a batch as one of their own. */
  public static Batch slice(Batch batch, int from, int to) {
    return batch.only(IntStream.range(from, to).toArray());
  }

  /** Returns a batch as if it had been drawn for an epoch. */
  public static Batch ofEpoch(Batch batch, int epoch) {
    return new Batch(
        epoch,
        batch.ids(),
        batch.valid(),
        batch.height(),
        batch.width(),
        batch.channels(),
        batch.pixels(),
        batch.annotations());
  }
}
