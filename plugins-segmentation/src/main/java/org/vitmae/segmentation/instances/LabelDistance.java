package org.vitmae.segmentation.instances;

/**
 * Exact Euclidean distances of pixels to the nearest pixel of another label, in linear time
 * (Felzenszwalb and Huttenlocher 2012, "Distance transforms of sampled functions").
 *
 * <p>Within a row, only a run of pixels of one label and the two pixels around it matter: what lies
 * behind these is farther away. So one pass serves any number of labels. The image's own border is
 * none.
 */
final class LabelDistance {
  private LabelDistance() {}

  /**
   * Computes squared distances.
   *
   * @param labels [H, W]
   * @return [H, W]; at least 1; {@code (H + W)^2}, more than any distance, if all labels are equal
   */
  static long[] squared(int height, int width, char[] labels) {
    int[] vertical = vertical(height, width, labels);
    long[] squared = new long[labels.length];
    Envelope envelope = new Envelope(width);
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int start = 0;
      while (start < width) {
        int end = start + 1;
        while (end < width && labels[row + end] == labels[row + start]) {
          end++;
        }
        envelope.clear();
        if (start > 0) {
          envelope.add(start - 1, 0);
        }
        for (int x = start; x < end; x++) {
          long distance = vertical[row + x];
          envelope.add(x, distance * distance);
        }
        if (end < width) {
          envelope.add(end, 0);
        }
        envelope.evaluate(start, end, squared, row);
        start = end;
      }
    }
    return squared;
  }

  /** Returns distances within columns; H + W where a column has one label only. */
  private static int[] vertical(int height, int width, char[] labels) {
    int none = height + width;
    int[] distances = new int[labels.length];
    for (int x = 0; x < width; x++) {
      int distance = none;
      for (int y = 0; y < height; y++) {
        int at = y * width + x;
        distance = y > 0 && labels[at] != labels[at - width] ? 1 : Math.min(none, distance + 1);
        distances[at] = distance;
      }
      distance = none;
      for (int y = height - 1; y >= 0; y--) {
        int at = y * width + x;
        distance =
            y + 1 < height && labels[at] != labels[at + width] ? 1 : Math.min(none, distance + 1);
        distances[at] = Math.min(distances[at], distance);
      }
    }
    return distances;
  }

  /** The lowest of parabolas {@code (x - place)^2 + height}, added from left to right. */
  private static final class Envelope {
    private final int[] places;
    private final long[] heights;
    private final double[] from; // where a parabola begins to be the lowest
    private int size;

    Envelope(int width) {
      places = new int[width + 2];
      heights = new long[width + 2];
      from = new double[width + 2];
    }

    void clear() {
      size = 0;
    }

    void add(int place, long height) {
      double meeting = Double.NEGATIVE_INFINITY;
      while (size > 0) {
        meeting = meeting(size - 1, place, height);
        if (meeting > from[size - 1]) {
          break;
        }
        size--;
        meeting = Double.NEGATIVE_INFINITY;
      }
      places[size] = place;
      heights[size] = height;
      from[size++] = meeting;
    }

    private double meeting(int before, int place, long height) {
      int other = places[before];
      long difference = height + (long) place * place - heights[before] - (long) other * other;
      return difference / (2.0 * (place - other));
    }

    void evaluate(int start, int end, long[] values, int offset) {
      int lowest = 0;
      for (int x = start; x < end; x++) {
        while (lowest + 1 < size && from[lowest + 1] <= x) {
          lowest++;
        }
        long across = x - places[lowest];
        values[offset + x] = across * across + heights[lowest];
      }
    }
  }
}
