package org.vitmae.detection.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DetectorConfig;
import org.vitmae.config.DetectorConfig.PyramidKind;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.maps.LayerCost;
import org.vitmae.maps.TrainingCost;
import org.vitmae.model.AttentionLayout;
import org.vitmae.model.DropPath;
import org.vitmae.model.MapEncoderCost;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.Weights;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class VitBackboneTest {
  private static final int OUT = 12;

  @BeforeEach
  void threads() {
    ComputeThreads.configure(1);
  }

  @ParameterizedTest
  @CsvSource({
    "SIMPLE, 0, 0, false, false",
    "SIMPLE, 3, 2, true, false",
    "BLOCKS, 3, 2, true, true",
    "BLOCKS, 5, 1, false, true"
  })
  void allThatIsNotFrozenLearns(
      PyramidKind kind, int window, int globalBlocks, boolean relative, boolean checkpointing) {
    DetectorConfig detector = detector(kind, window, globalBlocks, relative, checkpointing);
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      trainOnce(detector, parameters);

      assertThat(parameters.trainable())
          .allSatisfy(
              name ->
                  assertThat(parameters.get(name).grad().abs().sum().item_double()).isPositive());
    }
  }

  @ParameterizedTest
  @CsvSource({"SIMPLE, 0, 0, false", "SIMPLE, 3, 2, true", "BLOCKS, 5, 1, true"})
  void weightsAreCountedAsTheyAre(
      PyramidKind kind, int window, int globalBlocks, boolean relative) {
    DetectorConfig detector = detector(kind, window, globalBlocks, relative, false);
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      create(detector, parameters);
      TrainingCost cost = DetectorCost.of(model(4), TinyDetection.GRID, detector, LayerCost.NONE);

      assertThat(cost.parameters()).isEqualTo(size(parameters, parameters.names()));
      assertThat(cost.parameters() - cost.frozen())
          .isEqualTo(size(parameters, parameters.trainable()));
    }
  }

  @Test
  void computingBlocksAgainChangesNoGradient() {
    Map<String, float[]> kept = gradients(detector(PyramidKind.SIMPLE, 3, 2, true, false));
    Map<String, float[]> again = gradients(detector(PyramidKind.SIMPLE, 3, 2, true, true));

    assertThat(again.keySet()).isEqualTo(kept.keySet());
    again.forEach((name, g) -> assertThat(g).as(name).isEqualTo(kept.get(name)));
  }

  @ParameterizedTest
  @EnumSource(PyramidKind.class)
  void everyWeightOfThePyramidIsUsedOncePerCell(PyramidKind kind) {
    DetectorConfig detector = detector(kind, 0, 0, false, false);
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      create(detector, parameters);
      double operations =
          parameters.names().stream()
              .filter(name -> name.startsWith("pyramid.") && parameters.get(name).dim() == 4)
              .mapToDouble(name -> 2 * cells(name) * parameters.get(name).numel())
              .sum();
      MapEncoderCost encoder =
          MapEncoderCost.of(model(4), TinyDetection.GRID, AttentionLayout.PLAIN);

      assertThat(
              DetectorCost.of(model(4), TinyDetection.GRID, detector, LayerCost.NONE)
                  .flopsPerImage())
          .isEqualTo(encoder.projectionFlops() + encoder.blockFlops() + operations);
    }
  }

  /** Returns how many cells a convolution of the pyramid reads. */
  private static double cells(String name) {
    double patches = TinyDetection.GRID.length();
    if (name.contains(".up")) {
      return name.contains(".up2") ? 4 * patches : patches;
    }
    return 16 * patches / Math.pow(4, Integer.parseInt(name.replaceAll("\\D*(\\d).*", "$1")));
  }

  @Test
  void computingBlocksAgainIsCounted() {
    TrainingCost kept =
        DetectorCost.of(
            model(4),
            TinyDetection.GRID,
            detector(PyramidKind.SIMPLE, 3, 2, true, false),
            LayerCost.NONE);
    TrainingCost again =
        DetectorCost.of(
            model(4),
            TinyDetection.GRID,
            detector(PyramidKind.SIMPLE, 3, 2, true, true),
            LayerCost.NONE);

    assertThat(kept.trainFlopsPerImage()).isEqualTo(3 * kept.flopsPerImage());
    assertThat(again.trainFlopsPerImage())
        .isBetween(kept.trainFlopsPerImage(), 4 * kept.flopsPerImage());
  }

  @Test
  void everythingThatTheEncoderHasTooFewBlocksForIsNamed() {
    try (NamedParameters parameters = new NamedParameters()) {
      assertThatThrownBy(
              () ->
                  VitBackbone.create(
                      new Weights(parameters, Device.CPU, 0),
                      model(6),
                      TinyDetection.GRID,
                      detector(PyramidKind.BLOCKS, 3, 7, false, false)))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll(
              "detector.global-blocks is 7, but model.depth is 6; choose at most",
              "model.depth is 6; choose a multiple of 4, or detector.pyramid=simple");
    }
  }

  private static Map<String, float[]> gradients(DetectorConfig detector) {
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      trainOnce(detector, parameters);
      Map<String, float[]> gradients = new HashMap<>();
      for (String name : parameters.trainable()) {
        gradients.put(name, Tensors.toFloats(parameters.get(name).grad()));
      }
      return gradients;
    }
  }

  private static void trainOnce(DetectorConfig detector, NamedParameters parameters) {
    VitBackbone backbone = create(detector, parameters);
    Tensor imgs = TinyDetection.random("imgs", 2, 1, 64, 96);
    List<Tensor> levels = backbone.apply(PatchedImages.ofNormalized(imgs, 8), DropPath.NONE);
    backbone.backward(
        levels.stream().map(level -> level.square().mean()).reduce(Tensor::add).orElseThrow());
  }

  private static VitBackbone create(DetectorConfig detector, NamedParameters parameters) {
    Weights weights = new Weights(parameters, Device.CPU, 0);
    return VitBackbone.create(weights, model(4), TinyDetection.GRID, detector);
  }

  private static long size(NamedParameters parameters, Iterable<String> names) {
    long size = 0;
    for (String name : names) {
      size += parameters.get(name).numel();
    }
    return size;
  }

  private static DetectorConfig detector(
      PyramidKind kind, int window, int globalBlocks, boolean relative, boolean checkpointing) {
    return new DetectorConfig(
        kind,
        OUT,
        1,
        DetectorConfig.Heads.FPN,
        8,
        8,
        10,
        window,
        globalBlocks,
        relative,
        checkpointing);
  }

  private static ModelConfig model(int depth) {
    return ModelConfig.of(8, new Blocks(16, depth, 2), new Blocks(8, 1, 2));
  }
}
