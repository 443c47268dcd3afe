package org.vitmae.detection.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Draws;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class ObjectMasksTest {
  private static final int HEIGHT = 60;
  private static final int WIDTH = 90;

  @Test
  void regionsAreCutAsRoiAlignPoolsThem() {
    ComputeThreads.configure(1);
    RandomGenerator random = Draws.of(3, "masks", 0, 0);
    byte[] pixels = new byte[3 * HEIGHT * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.nextInt(2);
    }
    int regions = 40;
    int[] objects = new int[regions];
    float[] boxes = new float[4 * regions];
    for (int i = 0; i < regions; i++) { // from a part of a pixel to more than the image
      objects[i] = random.nextInt(3);
      boxes[4 * i] = random.nextFloat(-10, WIDTH);
      boxes[4 * i + 1] = random.nextFloat(-10, HEIGHT);
      boxes[4 * i + 2] = boxes[4 * i] + (float) Math.pow(WIDTH, random.nextDouble(-0.2, 1.1));
      boxes[4 * i + 3] = boxes[4 * i + 1] + (float) Math.pow(WIDTH, random.nextDouble(-0.2, 1.1));
    }
    Rois rois = new Rois(objects, boxes);

    try (Scope scope = new Scope()) {
      Tensor masks = Tensors.of(pixels, Device.CPU, 3, HEIGHT, WIDTH);
      Tensor cut = new ObjectMasks(HEIGHT, WIDTH, pixels).cut(rois, 7);
      Tensor pooled = new RoiAlign(7, 1, 0, true).apply(masks.unsqueeze(1), rois).squeeze(1);

      assertThat(Tensors.shape(cut)).containsExactly(regions, 7, 7);
      assertThat(Tensors.toFloats(cut))
          .containsExactly(Tensors.toFloats(pooled), Offset.offset(1e-6f));
      assertThat(cut.max().item_double()).isGreaterThan(0.9);
    }
  }

  @Test
  void anImageWithoutObjectsGivesAnEmptyResult() {
    try (Scope scope = new Scope()) {
      for (int objects = 0; objects <= 1; objects++) {
        ObjectMasks masks = new ObjectMasks(4, 4, new byte[16 * objects]);

        assertThat(Tensors.shape(masks.cut(new Rois(new int[0], new float[0]), 28)))
            .containsExactly(0, 28, 28);
      }
    }
  }
}
