package org.vitmae.segmentation.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitmae.config.SegmentationLossConfig;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.DataException;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class SegmentationLossTest {
  private static final long IGNORE = ClassMask.IGNORE;

  /** Of two classes at two pixels, in fractions that are easy to compute with: 3 / 4 and 1 / 2. */
  private static final float[] LOGITS = {(float) Math.log(3), 0, 0, 0};

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

  private static Tensor logits(float... values) {
    return Tensors.of(values, Device.CPU, 1, values.length / 2, 1, 2).set_requires_grad(true);
  }

  private static PixelTruth truth(long... classes) {
    return new PixelTruth(Tensors.of(classes, Device.CPU, 1, 1, 2), Optional.empty());
  }

  private static SegmentationLossConfig weights(double crossEntropy, double dice, double focal) {
    return new SegmentationLossConfig(crossEntropy, dice, focal, List.of());
  }

  private static double loss(SegmentationLossConfig weights, long... classes) {
    return new SegmentationLoss(weights, 0).of(logits(LOGITS), truth(classes)).item_double();
  }

  @Test
  void crossEntropyIsTheMeanOverLabeledPixels() {
    double first = Math.log(4.0 / 3);
    double second = Math.log(2);

    assertThat(loss(weights(1, 0, 0), 0, 1)).isCloseTo((first + second) / 2, within(1e-6));
    assertThat(loss(weights(1, 0, 0), 0, IGNORE)).isCloseTo(first, within(1e-6));
  }

  @Test
  void classWeightsAverageAsTorchDoes() {
    SegmentationLossConfig weights = new SegmentationLossConfig(1, 0, 0, List.of(3.0, 0.5));

    assertThat(loss(weights, 0, 1))
        .isCloseTo((3 * Math.log(4.0 / 3) + 0.5 * Math.log(2)) / 3.5, within(1e-6));
    assertThat(loss(weights, IGNORE, 1)).isCloseTo(Math.log(2), within(1e-6));
  }

  @Test
  void diceIsTheMeanOverTheClassesThatOccur() {
    // Class 0: 2 * 3/4 of 5/4 predicted and 1 true; class 1: 2 * 1/2 of 3/4 and 1.
    double both = 1 - (1.5 / 2.25 + 1 / 1.75) / 2;
    // Only class 0 occurs, and only the first pixel counts.
    double one = 1 - 1.5 / 1.75;

    assertThat(loss(weights(0, 1, 0), 0, 1)).isCloseTo(both, within(1e-6));
    assertThat(loss(weights(0, 1, 0), 0, IGNORE)).isCloseTo(one, within(1e-6));
  }

  @Test
  void focalLossCountsSurePixelsLess() {
    double first = Math.pow(1.0 / 4, 2) * Math.log(4.0 / 3);
    double second = Math.pow(1.0 / 2, 2) * Math.log(2);

    assertThat(loss(weights(0, 0, 1), 0, 1)).isCloseTo((first + second) / 2, within(1e-6));
  }

  @Test
  void lossesAddUpByTheirWeights() {
    double sum =
        2 * loss(weights(1, 0, 0), 0, 1)
            + 3 * loss(weights(0, 1, 0), 0, 1)
            + 0.5 * loss(weights(0, 0, 1), 0, 1);

    assertThat(loss(weights(2, 3, 0.5), 0, 1)).isCloseTo(sum, within(1e-6));
  }

  @Test
  void reliefIsLeastWhereItAgreesAndLeavesUnlabeledPixelsOut() {
    // One class and the relief; sigmoid(ln 3) = 3 / 4.
    Tensor scores = logits(0, 0, (float) Math.log(3), 7);
    Tensor relief = Tensors.of(new float[] {0.75f, 0}, Device.CPU, 1, 1, 2);
    PixelTruth truth =
        new PixelTruth(
            Tensors.of(new long[] {0, IGNORE}, Device.CPU, 1, 1, 2), Optional.of(relief));
    Tensor loss = new SegmentationLoss(weights(1, 0, 0), 0).of(scores, truth);
    loss.backward();

    double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
    assertThat(loss.item_double()).isCloseTo(entropy, within(1e-6));
    assertThat(Tensors.toFloats(scores.grad().abs().sum())[0]).isLessThan(1e-6f);
  }

  @Test
  void nothingIsLearnedWhereNoPixelHasALabel() {
    SegmentationLossConfig all = new SegmentationLossConfig(1, 1, 1, List.of(2.0, 1.0));
    Tensor scores = logits(1, 2, 3, 4, 5, 6);
    PixelTruth truth =
        new PixelTruth(
            truth(IGNORE, IGNORE).classes(),
            Optional.of(Tensors.of(new float[2], Device.CPU, 1, 1, 2)));
    Tensor loss = new SegmentationLoss(all, 0.1).of(scores, truth);
    loss.backward();

    assertThat(loss.item_double()).isZero();
    assertThat(Tensors.toFloats(scores.grad())).containsOnly(0);
  }

  @Test
  void anImageWithoutMaskIsNamed() {
    Annotation none = new Annotation(OptionalInt.empty(), List.of(), Optional.empty());
    Annotation withoutObjects =
        new Annotation(
            OptionalInt.empty(), List.of(), Optional.of(new ClassMask(1, 2, new byte[2])));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> PixelTruth.of(batch(none), false, Device.CPU))
        .withMessageContaining("image 17 has no mask");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> PixelTruth.of(batch(withoutObjects), true, Device.CPU))
        .withMessageContaining("image 17 has no instance map")
        .withMessageContaining("segmenter.instances: false");
  }

  private static Batch batch(Annotation annotation) {
    return new Batch(0, new long[] {17}, 1, 1, 2, 1, new byte[2], List.of(annotation));
  }
}
