package org.vitmae.detection.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitmae.model.Weights;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class HeadDesignTest {
  private Scope scope;
  private NamedParameters parameters;

  @BeforeEach
  void open() {
    ComputeThreads.configure(1);
    scope = new Scope();
    parameters = new NamedParameters();
  }

  @AfterEach
  void close() {
    parameters.close();
    scope.close();
  }

  @Test
  void vitDetHasItsLayers() {
    new TwoStageDetector(
        new Weights(parameters, Device.CPU, 0),
        TwoStageConfig.of(80, 16, 32, true, HeadDesign.VITDET, 32, 100));

    assertThat(parameters.trainable())
        .filteredOn(name -> name.endsWith("weight"))
        .containsExactlyInAnyOrder(
            "rpn.conv1.weight",
            "rpn.conv2.weight",
            "rpn.cls_logits.weight",
            "rpn.bbox_pred.weight",
            "box_head.conv1.weight",
            "box_head.conv1.norm.weight",
            "box_head.conv2.weight",
            "box_head.conv2.norm.weight",
            "box_head.conv3.weight",
            "box_head.conv3.norm.weight",
            "box_head.conv4.weight",
            "box_head.conv4.norm.weight",
            "box_head.fc6.weight",
            "box_head.cls_score.weight",
            "box_head.bbox_pred.weight",
            "mask_head.mask_fcn1.weight",
            "mask_head.mask_fcn1.norm.weight",
            "mask_head.mask_fcn2.weight",
            "mask_head.mask_fcn2.norm.weight",
            "mask_head.mask_fcn3.weight",
            "mask_head.mask_fcn3.norm.weight",
            "mask_head.mask_fcn4.weight",
            "mask_head.mask_fcn4.norm.weight",
            "mask_head.conv5_mask.weight",
            "mask_head.mask_fcn_logits.weight");
    assertThat(Tensors.shape(parameters.get("box_head.fc6.weight")))
        .containsExactly(32, 16 * 7 * 7);
  }

  @Test
  void vitDetPoolsAsManySamplesAsThereAreCellsAndLearnsByL1() {
    TwoStageConfig config = TwoStageConfig.of(80, 16, 32, true, HeadDesign.VITDET, 32, 100);

    assertThat(config.boxPooling().samplingRatio()).isZero();
    assertThat(config.maskPooling().samplingRatio()).isZero();
    assertThat(config.proposals().beta()).isZero();
  }

  @Test
  void normsTakeTheScaleAway() {
    Tensor x = TinyDetection.random("x", 2, 4, 5, 5);
    Tensor larger = x.mul(new Scalar(10));
    HeadConvolutions plain = convolutions("plain", false);
    HeadConvolutions normed = convolutions("normed", true);

    assertThat(largest(normed.apply(larger))).isCloseTo(largest(normed.apply(x)), within(0.01));
    assertThat(largest(plain.apply(larger))).isCloseTo(10 * largest(plain.apply(x)), within(0.01));
  }

  private HeadConvolutions convolutions(String name, boolean norms) {
    return HeadConvolutions.create(new Weights(parameters, Device.CPU, 0), name, 4, 2, norms);
  }

  private static double largest(Tensor x) {
    return x.max().item_double();
  }

  @Test
  void offsetsAreLearnedByL1WhereBetaIsZero() {
    Tensor logits = TinyDetection.random("logits", 1, 2);
    Tensor offsets = Tensors.of(new float[8], Device.CPU, 1, 8);
    Tensor columns = Tensors.of(new long[] {1}, Device.CPU, 1);
    Tensor targets = Tensors.of(new float[] {0.01f, -0.02f, 0.03f, 0}, Device.CPU, 1, 4);

    assertThat(RegionLoss.of(logits, offsets, columns, targets, 0).boxes().item_double())
        .isCloseTo(0.06, within(1e-6));
    assertThat(RegionLoss.of(logits, offsets, columns, targets, 1.0 / 9).boxes().item_double())
        .isCloseTo(0.0014 / 2 * 9, within(1e-6));
  }

  @Test
  void masksAreRoundedWhereTheDesignSaysSo() {
    // 28 cells of a pixel each, three quarters of a pixel right of the pixels' own edges: of the
    // column at the object's left side, 8, each of 20 cells holds three quarters.
    float[] region = {1.75f, 8, 29.75f, 36};
    Truth truth = TinyDetection.truth(new float[] {8, 8, 30, 28}, 0);
    RoiSample sample =
        new RoiSample(
            Tensors.of(region, Device.CPU, 1, 4), Tensors.of(new long[] {0}, Device.CPU, 1));
    float[] ones = new float[28 * 28];
    Arrays.fill(ones, 1);
    Tensor logits = Tensors.of(ones, Device.CPU, 1, 1, 28, 28);

    double shares = MaskLoss.of(logits, List.of(sample), List.of(truth), false).item_double();
    double rounded = MaskLoss.of(logits, List.of(sample), List.of(truth), true).item_double();

    double softplus = Math.log1p(Math.E);
    assertThat(shares).isCloseTo(softplus - 20 * 21.75 / 784, within(1e-5));
    assertThat(rounded).isCloseTo(softplus - 20 * 22.0 / 784, within(1e-5));
  }
}
