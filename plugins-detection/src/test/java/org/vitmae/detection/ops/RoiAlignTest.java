package org.vitmae.detection.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Draws;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class RoiAlignTest {
  private static final Rois NONE = new Rois(new int[0], new float[0]);
  private Scope scope;

  @BeforeEach
  void open() {
    ComputeThreads.configure(1);
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void alignedRegionOfWholeCellsReturnsTheCells() {
    Tensor map = map(1, 2, 3, 4);

    Tensor pooled = new RoiAlign(2, 1, 1, true).apply(map, rois(0, 1, 1, 3, 3));

    Tensor cut = map.narrow(2, 1, 2).narrow(3, 1, 2);
    assertThat(Tensors.toFloats(pooled)).containsExactly(Tensors.toFloats(cut));
  }

  @Test
  void regionsReadTheirOwnImage() {
    Tensor map = map(3, 2, 4, 4);

    Tensor pooled = new RoiAlign(4, 1, 1, true).apply(map, rois(2, 0, 0, 4, 4));

    assertThat(Tensors.toFloats(pooled)).containsExactly(Tensors.toFloats(map.narrow(0, 2, 1)));
  }

  @Test
  void regionsOutsideTheImageAreZeroAndHaveNoGradient() {
    Tensor map = map(1, 1, 4, 4).set_requires_grad(true);

    Tensor pooled = new RoiAlign(3, 1, 0, true).apply(map, rois(0, 20, 20, 26, 26));
    pooled.sum().backward();

    assertThat(Tensors.toFloats(pooled)).containsOnly(0);
    assertThat(Tensors.toFloats(map.grad())).containsOnly(0);
  }

  @Test
  void gradientOfAMeanIsSpreadOverTheCells() {
    Tensor map = map(1, 1, 5, 5).set_requires_grad(true);

    new RoiAlign(2, 1, 0, true).apply(map, rois(0, 0.7f, 0.7f, 3.9f, 3.1f)).mean().backward();

    // Each bin's weights add up to 1, and a mean over 4 bins passes 1 on in all.
    double sum = 0;
    for (float value : Tensors.toFloats(map.grad())) {
      sum += value;
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void noRegionsGiveAnEmptyResult() {
    Tensor map = map(1, 3, 4, 4);

    assertThat(Tensors.shape(new RoiAlign(7, 1, 2, true).apply(map, NONE)))
        .containsExactly(0, 3, 7, 7);
    assertThat(
            Tensors.shape(
                MultiScaleRoiAlign.of(7, 2).apply(List.of(map), new ImageSize(16, 16), NONE)))
        .containsExactly(0, 3, 7, 7);
  }

  @Test
  void eachRegionIsPooledFromTheLevelOfItsSizeInTheOrderGiven() {
    List<Tensor> levels = List.of(map(1, 2, 64, 64), map(1, 2, 32, 32), map(1, 2, 16, 16));
    ImageSize image = new ImageSize(256, 256);
    MultiScaleRoiAlign align = MultiScaleRoiAlign.of(3, 2);
    Rois rois = new Rois(new int[3], new float[] {0, 0, 250, 250, 9, 9, 50, 40, 8, 8, 130, 140});

    int[] chosen = align.levelsOf(levels, image, rois);
    float[] pooled = Tensors.toFloats(align.apply(levels, image, rois));

    assertThat(chosen).containsExactly(2, 0, 1);
    for (int i = 0; i < chosen.length; i++) {
      Tensor alone =
          new RoiAlign(3, 0.25 / (1 << chosen[i]), 2, true)
              .apply(levels.get(chosen[i]), rois.select(new int[] {i}));
      assertThat(Arrays.copyOfRange(pooled, 18 * i, 18 * (i + 1)))
          .containsExactly(Tensors.toFloats(alone));
    }
  }

  @Test
  void cellsThatAreNoWholePixelsArePooledWhereTheyAre() {
    Tensor map = map(1, 1, 8, 8); // of 28 x 28 pixels, as patches of 14 give them
    MultiScaleRoiAlign align = new MultiScaleRoiAlign(2, 1, true, 224, 4);

    Tensor pooled = align.apply(List.of(map), new ImageSize(28, 28), rois(0, 21, 21, 28, 28));

    assertThat(Tensors.toFloats(pooled))
        .containsExactly(
            Tensors.toFloats(map.narrow(2, 6, 2).narrow(3, 6, 2)), Offset.offset(1e-5f));
  }

  private static Rois rois(int image, float... box) {
    return new Rois(new int[] {image}, box);
  }

  private static Tensor map(int images, int channels, int height, int width) {
    RandomGenerator random = Draws.of(2, "map", height, 0);
    float[] values = new float[images * channels * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.of(values, Device.CPU, images, channels, height, width);
  }
}
