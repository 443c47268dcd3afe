package org.vitmae.detection.model;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.data.Draws;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.ObjectMasks;
import org.vitmae.model.PatchGrid;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/** Two images of 64 x 96 random pixels, with objects, small enough for tests. */
final class TinyDetection {
  static final PatchGrid GRID = new PatchGrid(8, 12, 8, 1);
  static final ImageSize SIZE = new ImageSize(64, 96);
  static final List<ImageSize> SIZES = List.of(SIZE, SIZE);
  static final int CLASSES = 3;
  static final SampleDraws DRAWS = (purpose, image) -> Draws.of(1, purpose, 0, image);

  private TinyDetection() {}

  /** Two objects in the first image, one in the second; masks are filled boxes. */
  static List<Truth> truths() {
    return List.of(
        truth(new float[] {8, 8, 30, 28, 50, 20, 90, 60}, 0, 2),
        truth(new float[] {20, 4, 60, 40}, 1));
  }

  static Truth truth(float[] boxes, long... labels) {
    byte[] masks = new byte[labels.length * SIZE.height() * SIZE.width()];
    for (int object = 0; object < labels.length; object++) {
      for (int y = (int) boxes[4 * object + 1]; y < boxes[4 * object + 3]; y++) {
        for (int x = (int) boxes[4 * object]; x < boxes[4 * object + 2]; x++) {
          masks[(object * SIZE.height() + y) * SIZE.width() + x] = 1;
        }
      }
    }
    return new Truth(
        Tensors.of(boxes, Device.CPU, labels.length, 4),
        Tensors.of(labels, Device.CPU, labels.length),
        Optional.of(new ObjectMasks(SIZE.height(), SIZE.width(), masks)));
  }

  static Tensor random(String purpose, long... shape) {
    int size = 1;
    for (long side : shape) {
      size *= (int) side;
    }
    float[] values = new float[size];
    RandomGenerator random = Draws.of(4, purpose, 0, 0);
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.of(values, Device.CPU, shape);
  }

  /**
   * A pyramid as patches of 8 pixels make it, strides 2 to 32. Channel k is 1 inside objects of
   * class k, the others are noise.
   */
  static List<Tensor> pyramid(int channels) {
    return IntStream.range(0, Pyramid.LEVELS).mapToObj(i -> level(2 << i, channels)).toList();
  }

  private static Tensor level(int stride, int channels) {
    int rows = SIZE.height() / stride;
    int columns = SIZE.width() / stride;
    List<Truth> truths = truths();
    float[] values = Tensors.toFloats(random("level" + stride, 2, channels, rows, columns));
    for (int image = 0; image < 2; image++) {
      float[] boxes = Tensors.toFloats(truths.get(image).boxes());
      long[] labels = Tensors.toLongs(truths.get(image).labels());
      for (int channel = 0; channel < CLASSES; channel++) {
        for (int cell = 0; cell < rows * columns; cell++) {
          float x = (cell % columns + 0.5f) * stride;
          float y = (cell / columns + 0.5f) * stride;
          int at = (image * channels + channel) * rows * columns + cell;
          values[at] = inside(boxes, labels, channel, x, y) ? 1 : 0;
        }
      }
    }
    return Tensors.of(values, Device.CPU, 2, channels, rows, columns);
  }

  private static boolean inside(float[] boxes, long[] labels, int label, float x, float y) {
    return IntStream.range(0, labels.length)
        .anyMatch(
            i ->
                labels[i] == label
                    && x > boxes[4 * i]
                    && x < boxes[4 * i + 2]
                    && y > boxes[4 * i + 1]
                    && y < boxes[4 * i + 3]);
  }
}
