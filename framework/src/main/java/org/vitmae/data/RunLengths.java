package org.vitmae.data;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The pixels of one object as COCO stores them: lengths of runs, column by column, by turns outside
 * and inside the object, the first one outside (and so 0 if the object has the top left pixel).
 *
 * @param counts lengths, {@code height * width} in all
 */
@SuppressWarnings("ArrayRecordComponent")
public record RunLengths(int height, int width, int[] counts) implements InstanceMask {
  public RunLengths {
    long sum = 0;
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a run has the length " + count);
      }
      sum += count;
    }
    if (height < 0 || width < 0 || sum != (long) height * width) {
      throw new IllegalArgumentException(
          "the runs cover %d pixels, but the image has %d x %d = %d"
              .formatted(sum, width, height, (long) height * width));
    }
  }

  /**
   * Encodes pixels.
   *
   * @param pixels [height, width], row by row; everything but 0 is the object
   */
  public static RunLengths encode(int height, int width, byte[] pixels) {
    RunBuilder runs = new RunBuilder();
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        runs.add(pixels[y * width + x] != 0, 1);
      }
    }
    return runs.build(height, width);
  }

  /** Returns the pixels, [height, width] row by row, 1 for the object and 0 elsewhere. */
  public byte[] decode() {
    byte[] pixels = new byte[height * width];
    forEach(pixel -> pixels[pixel] = 1);
    return pixels;
  }

  /** Visits the object's pixels, each by its place in an image stored row by row. */
  void forEach(IntConsumer visitor) {
    int start = 0;
    for (int run = 0; run < counts.length; run++) {
      int end = start + counts[run];
      if ((run & 1) == 1) {
        int y = start % height;
        int x = start / height;
        for (int at = start; at < end; at++) {
          visitor.accept(y * width + x);
          if (++y == height) {
            y = 0;
            x++;
          }
        }
      }
      start = end;
    }
  }

  /** Returns the number of the object's pixels. */
  public long area() {
    long area = 0;
    for (int run = 1; run < counts.length; run += 2) {
      area += counts[run];
    }
    return area;
  }

  /** Returns the tight box {@code x, y, width, height}, all 0 if the object has no pixel. */
  public double[] bounds() {
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    int start = 0;
    for (int run = 0; run < counts.length; run++) {
      int end = start + counts[run];
      if ((run & 1) == 1 && end > start) {
        int firstColumn = start / height;
        int lastColumn = (end - 1) / height;
        boolean wraps = firstColumn < lastColumn;
        left = Math.min(left, firstColumn);
        right = Math.max(right, lastColumn + 1);
        top = Math.min(top, wraps ? 0 : start % height);
        bottom = Math.max(bottom, wraps ? height : (end - 1) % height + 1);
      }
      start = end;
    }
    return right == 0 ? new double[4] : new double[] {left, top, right - left, bottom - top};
  }

  /** Returns the pixels that belong to this object, to the other one, or to both. */
  public RunLengths union(RunLengths other) {
    RunBuilder runs = new RunBuilder();
    walk(this, other, (mine, others, length) -> runs.add(mine || others, length));
    return runs.build(height, width);
  }

  /** Returns the number of pixels that belong to both objects. */
  public long intersection(RunLengths other) {
    long[] common = new long[1];
    walk(
        this,
        other,
        (mine, others, length) -> {
          if (mine && others) {
            common[0] += length;
          }
        });
    return common[0];
  }

  /** Goes through two masks at once, stretch by stretch in which neither changes. */
  private static void walk(RunLengths a, RunLengths b, Stretch stretch) {
    if (a.height != b.height || a.width != b.width) {
      throw new IllegalArgumentException(
          "masks of one image have one size, got %d x %d and %d x %d"
              .formatted(a.width, a.height, b.width, b.height));
    }
    int runA = 0;
    int runB = 0;
    int leftA = a.counts.length == 0 ? 0 : a.counts[0];
    int leftB = b.counts.length == 0 ? 0 : b.counts[0];
    while (runA < a.counts.length && runB < b.counts.length) {
      int length = Math.min(leftA, leftB);
      stretch.take((runA & 1) == 1, (runB & 1) == 1, length);
      leftA -= length;
      leftB -= length;
      if (leftA == 0 && ++runA < a.counts.length) {
        leftA = a.counts[runA];
      }
      if (leftB == 0 && ++runB < b.counts.length) {
        leftB = b.counts[runB];
      }
    }
  }

  @FunctionalInterface
  private interface Stretch {
    void take(boolean inA, boolean inB, int length);
  }

  @Override
  public RunLengths raster(int rows, int columns) {
    if (rows != height || columns != width) {
      throw new IllegalArgumentException(
          "a mask of %d x %d pixels is not one of an image of %d x %d"
              .formatted(width, height, columns, rows));
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunLengths that
        && height == that.height
        && width == that.width
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "RunLengths[%d x %d, %s]".formatted(width, height, RunLengthText.format(this));
  }
}
