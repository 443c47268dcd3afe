package org.vitmae.segmentation.instances;

/** Pixels in line, the highest first; of equal heights the one that came first. */
final class PixelQueue {
  private final int[] pixels; // by number of arrival
  private final long[] heap; // height and arrival in one number, the least at the top
  private int arrivals;
  private int size;

  /**
   * Creates an empty line.
   *
   * @param most how many pixels will ever be added
   */
  PixelQueue(int most) {
    pixels = new int[most];
    heap = new long[most + 1];
  }

  /** Adds a pixel; its height is at least 0. */
  void add(int pixel, float height) {
    long key = key(height, arrivals);
    pixels[arrivals++] = pixel;
    int at = ++size;
    while (at > 1 && heap[at / 2] > key) {
      heap[at] = heap[at / 2];
      at /= 2;
    }
    heap[at] = key;
  }

  /** Orders by falling height, then by a number; floats of one sign are ordered as their bits. */
  static long key(float height, int number) {
    return (long) (Integer.MAX_VALUE - Float.floatToIntBits(height)) << Integer.SIZE | number;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes the first pixel out. */
  int next() {
    int pixel = pixels[(int) heap[1]];
    long last = heap[size--];
    int at = 1;
    while (2 * at <= size) {
      int child = 2 * at < size && heap[2 * at + 1] < heap[2 * at] ? 2 * at + 1 : 2 * at;
      if (heap[child] >= last) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return pixel;
  }
}
