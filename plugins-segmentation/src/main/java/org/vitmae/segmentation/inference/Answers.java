package org.vitmae.segmentation.inference;

import java.util.Optional;
import org.vitmae.data.ClassMask;

/** What was decided about the pixels of an image so far. */
final class Answers {
  private final Size size;
  private final int classes;
  private final byte[] likeliest; // [height, width]
  private final Optional<float[]> relief; // likewise

  Answers(Size size, int classes, boolean relief) {
    this.size = size;
    this.classes = classes;
    likeliest = new byte[size.height() * size.width()];
    this.relief = relief ? Optional.of(new float[likeliest.length]) : Optional.empty();
  }

  /**
   * Decides about some pixels of a row; of equally likely classes the first is taken.
   *
   * @param sums probabilities, [K, columns of the strip], the relief last
   * @param looks how many probabilities were added up
   */
  void write(int y, Strip strip, float[] sums, int looks) {
    int width = strip.width();
    int to = y * size.width() + strip.first();
    for (int x = 0; x < width; x++) {
      int best = 0;
      for (int k = 1; k < classes; k++) {
        if (sums[k * width + x] > sums[best * width + x]) {
          best = k;
        }
      }
      likeliest[to + x] = (byte) best;
    }
    relief.ifPresent(
        values -> {
          for (int x = 0; x < width; x++) {
            values[to + x] = sums[classes * width + x] / looks;
          }
        });
  }

  Prediction prediction() {
    return new Prediction(new ClassMask(size.height(), size.width(), likeliest), relief);
  }
}
