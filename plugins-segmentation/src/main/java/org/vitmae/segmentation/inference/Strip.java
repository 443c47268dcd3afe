package org.vitmae.segmentation.inference;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns of an image that are looked at together, from the first row to the last.
 *
 * @param first column
 * @param end column after the last
 */
record Strip(int first, int end) {
  /** Divides an image into as few strips as possible, of about equal width. */
  static List<Strip> of(int width, long mostColumns) {
    int strips = (int) ((width + mostColumns - 1) / mostColumns);
    return IntStream.range(0, strips)
        .mapToObj(
            i ->
                new Strip(
                    (int) ((long) width * i / strips), (int) ((long) width * (i + 1) / strips)))
        .toList();
  }

  int width() {
    return end - first;
  }
}
