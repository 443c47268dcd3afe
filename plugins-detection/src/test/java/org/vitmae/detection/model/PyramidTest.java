package org.vitmae.detection.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitmae.maps.PatchMaps;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class PyramidTest {
  private static final int WIDTH = 16;
  private static final int DEPTH = 8;
  private static final int OUT = 12;

  private Scope scope;
  private NamedParameters parameters;
  private Weights weights;

  @BeforeEach
  void open() {
    ComputeThreads.configure(1);
    scope = new Scope();
    parameters = new NamedParameters();
    weights = new Weights(parameters, Device.CPU, 0);
  }

  @AfterEach
  void close() {
    parameters.close();
    scope.close();
  }

  @Test
  void theSimplePyramidHasStridesOfAQuarterToFourPatches() {
    assertLevels(new SimplePyramid(weights, WIDTH, DEPTH, OUT));
  }

  @Test
  void theBlockPyramidHasStridesOfAQuarterToFourPatches() {
    assertLevels(new BlockPyramid(weights, WIDTH, DEPTH, OUT));
  }

  @Test
  void theSimplePyramidReadsTheLastBlockAndTheOtherFourAtEqualDistances() {
    assertThat(new SimplePyramid(weights.child("a"), WIDTH, DEPTH, OUT).blocks())
        .containsExactly(7);
    assertThat(new BlockPyramid(weights.child("b"), WIDTH, DEPTH, OUT).blocks())
        .containsExactly(1, 3, 5, 7);
    assertThat(new BlockPyramid(weights.child("c"), WIDTH, 12, OUT).blocks())
        .containsExactly(2, 5, 8, 11);
  }

  @Test
  void patchesKeepTheirPlaces() {
    PatchGrid grid = new PatchGrid(2, 3, 8, 1);
    float[] tokens = new float[6 * 2];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = i;
    }

    Tensor map = PatchMaps.of(Tensors.of(tokens, Device.CPU, 1, 6, 2), grid);

    assertThat(Tensors.shape(map)).containsExactly(1, 2, 2, 3);
    assertThat(Tensors.toFloats(map)).containsExactly(0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11);
  }

  private static void assertLevels(Pyramid pyramid) {
    List<Tensor> maps =
        pyramid.blocks().stream()
            .map(block -> TinyDetection.random("block" + block, 2, WIDTH, 6, 10))
            .toList();

    List<Tensor> levels = pyramid.apply(maps);

    assertReducedAgrees(pyramid, maps, levels);
    assertThat(levels.stream().map(Tensors::shape))
        .containsExactly(
            new long[] {2, OUT, 24, 40},
            new long[] {2, OUT, 12, 20},
            new long[] {2, OUT, 6, 10},
            new long[] {2, OUT, 3, 5},
            new long[] {2, OUT, 2, 3});
  }

  private static void assertReducedAgrees(Pyramid pyramid, List<Tensor> maps, List<Tensor> levels) {
    try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
      List<Tensor> reduced = pyramid.apply(maps);
      for (int i = 0; i < levels.size(); i++) {
        double scale = levels.get(i).abs().max().item_double();
        double worst = levels.get(i).sub(reduced.get(i)).abs().max().item_double();
        assertThat(worst).isLessThan(0.05 * scale);
      }
    }
  }
}
