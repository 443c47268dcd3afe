package org.vitmae.segmentation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.config.SegmentationLossConfig;
import org.vitmae.config.SegmenterConfig;
import org.vitmae.data.Draws;
import org.vitmae.maps.TrainingCost;
import org.vitmae.model.AttentionLayout;
import org.vitmae.model.DropPath;
import org.vitmae.model.MapEncoderCost;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.Weights;
import org.vitmae.segmentation.losses.PixelTruth;
import org.vitmae.segmentation.losses.SegmentationLoss;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class SegmenterTest {
  private static final int CLASSES = 3;
  private static final int PATCH = 8;
  private static final PatchGrid GRID = new PatchGrid(4, 6, PATCH, 1);
  private static final SegmentationLossConfig LOSS = new SegmentationLossConfig(1, 1, 1, List.of());

  @BeforeEach
  void threads() {
    ComputeThreads.configure(1);
  }

  @ParameterizedTest
  @EnumSource(HeadKind.class)
  void allThatIsNotFrozenLearns(HeadKind head) {
    gradients(plan(head, true, true, false))
        .forEach(
            (name, gradient) -> {
              double sum = 0;
              for (float value : gradient) {
                sum += Math.abs(value);
              }
              assertThat(sum).as(name).isPositive();
            });
  }

  @ParameterizedTest
  @EnumSource(HeadKind.class)
  void computingBlocksAgainChangesNoGradientBeyondRounding(HeadKind head) {
    Map<String, float[]> kept = gradients(plan(head, true, true, false));
    Map<String, float[]> again = gradients(plan(head, true, true, true));

    assertThat(again.keySet()).isEqualTo(kept.keySet());
    again.forEach((name, g) -> assertClose(name, g, kept.get(name)));
  }

  private static void assertClose(String name, float[] got, float[] want) {
    double worst = 0;
    double greatest = 0;
    for (int i = 0; i < want.length; i++) {
      worst = Math.max(worst, Math.abs(got[i] - want[i]));
      greatest = Math.max(greatest, Math.abs(want[i]));
    }
    assertThat(worst).as(name).isLessThanOrEqualTo(1e-7 + 1e-5 * greatest);
  }

  @ParameterizedTest
  @EnumSource(HeadKind.class)
  void scoresHaveTheImagesSizeInEveryPrecision(HeadKind head) {
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      Segmenter segmenter = create(plan(head, true, false, false), parameters);
      Tensor full = segmenter.scores(images());
      Tensor half;
      try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
        half = segmenter.scores(images());
      }

      assertThat(Tensors.shape(full)).containsExactly(2, CLASSES + 1, 4 * PATCH, 6 * PATCH);
      assertThat(Tensors.shape(half)).isEqualTo(Tensors.shape(full));
      double greatest = full.abs().max().item_double();
      assertThat(half.sub(full).abs().max().item_double()).isLessThan(0.1 * greatest);
    }
  }

  @Test
  void probabilitiesOfClassesAddUpAndTheReliefStandsBeyondThem() {
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      Segmenter segmenter = create(plan(HeadKind.PER_PIXEL, true, false, false), parameters);
      float[] scores = Tensors.toFloats(segmenter.scores(images()));
      float[] likely = Tensors.toFloats(segmenter.probabilities(images(), CLASSES));

      int plane = 4 * PATCH * 6 * PATCH;
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += likely[k * plane];
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
      double odds = Math.log(likely[plane] / likely[0]);
      assertThat(odds).isCloseTo(scores[plane] - scores[0], within(1e-5));
      assertThat((double) likely[CLASSES * plane])
          .isCloseTo(1 / (1 + Math.exp(-scores[CLASSES * plane])), within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(HeadKind.class)
  void learnsInBfloat16WhatItLearnsInFullPrecision(HeadKind head) {
    SegmenterPlan plan = plan(head, true, true, true);
    Map<String, float[]> full = gradients(plan, Precision.FP32);
    Map<String, float[]> half = gradients(plan, Precision.BF16);

    double dot = 0;
    double fullSquares = 0;
    double halfSquares = 0;
    for (String name : full.keySet()) {
      for (int i = 0; i < full.get(name).length; i++) {
        dot += (double) full.get(name)[i] * half.get(name)[i];
        fullSquares += (double) full.get(name)[i] * full.get(name)[i];
        halfSquares += (double) half.get(name)[i] * half.get(name)[i];
      }
    }
    assertThat(dot / Math.sqrt(fullSquares * halfSquares)).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @CsvSource({
    "PER_PIXEL, false, false",
    "PROGRESSIVE, true, false",
    "FPN, false, true",
    "UPERNET, true, true",
    "UPERNET, false, false"
  })
  void weightsAreCountedAsTheyAre(HeadKind head, boolean instances, boolean relative) {
    SegmenterPlan plan = plan(head, instances, relative, false);
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      create(plan, parameters);
      TrainingCost cost = plan.cost();

      assertThat(cost.parameters()).isEqualTo(size(parameters, parameters.names()));
      assertThat(cost.parameters() - cost.frozen())
          .isEqualTo(size(parameters, parameters.trainable()));
    }
  }

  @Test
  void everyWeightOfTheProgressiveHeadIsUsedOncePerCell() {
    SegmenterPlan plan = plan(HeadKind.PROGRESSIVE, false, false, false);
    MapEncoderCost encoder = MapEncoderCost.of(plan.model(), GRID, AttentionLayout.PLAIN);
    int patches = GRID.length();
    // 8 pixels to 4: one doubling.
    double head =
        2.0 * patches * 9 * 16 * 8 // reduce
            + 2.0 * patches * 4 * 8 * 8 // up
            + 2.0 * 4 * patches * 9 * 8 * 8 // mix
            + 2.0 * 4 * patches * 8 * CLASSES; // classify

    assertThat(plan.cost().flopsPerImage())
        .isEqualTo(encoder.projectionFlops() + encoder.blockFlops() + head);
    assertThat(plan.cost().trainFlopsPerImage()).isEqualTo(3 * plan.cost().flopsPerImage());
  }

  @Test
  void withoutItsWeightThereIsNoAuxiliaryHead() {
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      create(plan(HeadKind.UPERNET, 0, false, false, false), parameters);

      assertThat(parameters.names()).noneMatch(name -> name.contains("auxiliary"));
    }
  }

  @Test
  void headsOfFourScalesNameWhatTheyNeed() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                new SegmenterPlan(HeadKind.FPN, model(6), GRID, config(1, false, false, false), 3))
        .withMessageContaining("model.depth is 6; choose a multiple of 4");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                new SegmenterPlan(
                    HeadKind.UPERNET,
                    model(4),
                    new PatchGrid(1, 6, PATCH, 1),
                    config(1, false, false, false),
                    3))
        .withMessageContaining("at least, got 1 x 6");
  }

  private static Map<String, float[]> gradients(SegmenterPlan plan) {
    return gradients(plan, Precision.FP32);
  }

  private static Map<String, float[]> gradients(SegmenterPlan plan, Precision precision) {
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      Segmenter segmenter = create(plan, parameters);
      Tensor loss;
      try (Autocast autocast = new Autocast(Device.CPU, precision)) {
        loss =
            segmenter.loss(
                images(),
                truth(),
                new SegmentationLoss(LOSS, 0),
                DropPath.NONE,
                ChannelDropout.NONE);
      }
      segmenter.backward(loss);
      Map<String, float[]> gradients = new HashMap<>();
      for (String name : parameters.trainable()) {
        gradients.put(name, Tensors.toFloats(parameters.get(name).grad()));
      }
      return gradients;
    }
  }

  private static Segmenter create(SegmenterPlan plan, NamedParameters parameters) {
    return plan.create(new Weights(parameters, Device.CPU, 0));
  }

  private static PatchedImages images() {
    float[] pixels = new float[2 * GRID.length() * PATCH * PATCH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Draws.of(1, "imgs", 0, i).nextGaussian();
    }
    return PatchedImages.ofNormalized(
        Tensors.of(pixels, Device.CPU, 2, 1, 4 * PATCH, 6 * PATCH), PATCH);
  }

  /** Stripes of all classes; relief where the class is not 0. */
  private static PixelTruth truth() {
    int size = 2 * GRID.length() * PATCH * PATCH;
    long[] classes = new long[size];
    float[] relief = new float[size];
    for (int i = 0; i < size; i++) {
      classes[i] = i / 5 % CLASSES;
      relief[i] = classes[i] / 2f;
    }
    return new PixelTruth(
        Tensors.of(classes, Device.CPU, 2, 4 * PATCH, 6 * PATCH),
        Optional.of(Tensors.of(relief, Device.CPU, 2, 4 * PATCH, 6 * PATCH)));
  }

  private static long size(NamedParameters parameters, Iterable<String> names) {
    long size = 0;
    for (String name : names) {
      size += parameters.get(name).numel();
    }
    return size;
  }

  private static SegmenterPlan plan(
      HeadKind head, boolean instances, boolean relative, boolean checkpointing) {
    return plan(head, 0.4, instances, relative, checkpointing);
  }

  private static SegmenterPlan plan(
      HeadKind head, double auxiliary, boolean instances, boolean relative, boolean checkpointing) {
    return new SegmenterPlan(
        head, model(4), GRID, config(auxiliary, instances, relative, checkpointing), CLASSES);
  }

  private static SegmenterConfig config(
      double auxiliary, boolean instances, boolean relative, boolean checkpointing) {
    return new SegmenterConfig(
        8,
        0,
        auxiliary,
        LOSS,
        instances,
        SegmenterConfig.Inference.WINDOW,
        0,
        false,
        List.of(1.0),
        relative,
        checkpointing);
  }

  private static ModelConfig model(int depth) {
    return ModelConfig.of(PATCH, new Blocks(16, depth, 2), new Blocks(8, 1, 2));
  }
}
