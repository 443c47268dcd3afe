package org.vitmae.data;

import java.util.Arrays;
import java.util.List;

/**
 * Examples of equal image size, ready for a device.
 *
 * <p>A batch of evaluation data may be padded with repeats of its first example so that its shape
 * stays constant; only the first {@code valid} examples count.
 *
 * @param epoch the epoch the augmentation was drawn for
 * @param ids sample ids, [N]
 * @param valid how many of the N examples are real
 * @param pixels unsigned bytes, [N, H, W, C]
 * @param annotations one per example, moved along with its pixels by every geometric augmentation
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
    int epoch,
    long[] ids,
    int valid,
    int height,
    int width,
    int channels,
    byte[] pixels,
    List<Annotation> annotations) {
  public Batch {
    annotations = List.copyOf(annotations);
    if (valid < 1 || valid > ids.length) {
      throw new IllegalArgumentException(
          "a batch has at least one example that counts, got %d of %d"
              .formatted(valid, ids.length));
    }
    long expected = (long) ids.length * height * width * channels;
    if (pixels.length != expected || annotations.size() != ids.length) {
      throw new IllegalArgumentException(
          "a batch of %d images [%d, %d, %d] needs %d bytes and %d annotations, got %d and %d"
              .formatted(
                  ids.length,
                  height,
                  width,
                  channels,
                  expected,
                  ids.length,
                  pixels.length,
                  annotations.size()));
    }
  }

  /** Returns some examples as a batch of their own, none of them padding. */
  public Batch only(int[] examples) {
    int image = height * width * channels;
    byte[] chosen = new byte[examples.length * image];
    for (int i = 0; i < examples.length; i++) {
      System.arraycopy(pixels, examples[i] * image, chosen, i * image, image);
    }
    return new Batch(
        epoch,
        Arrays.stream(examples).mapToLong(n -> ids[n]).toArray(),
        examples.length,
        height,
        width,
        channels,
        chosen,
        Arrays.stream(examples).mapToObj(annotations::get).toList());
  }

  /** Returns N, padding included. */
  public int size() {
    return ids.length;
  }
}
