package org.vitmae.detection.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class TwoStageDetectorTest {
  private static final int CHANNELS = 8;

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

  static List<HeadDesign> designs() {
    return List.of(HeadDesign.FPN, HeadDesign.VITDET);
  }

  @ParameterizedTest
  @MethodSource("designs")
  void bothStagesAndTheMaskHeadLearn(HeadDesign design) {
    TwoStageLoss loss = loss(detector(true, design), TinyDetection.truths());

    loss.total().backward();

    assertThat(loss.masks().item_double()).isCloseTo(Math.log(2), within(0.01));
    assertThat(parameters.trainable())
        .allSatisfy(
            name -> assertThat(parameters.get(name).grad().abs().sum().item_double()).isPositive());
  }

  @Test
  void aStepLeavesNothingBehind() {
    TwoStageDetector detector = detector(true);
    List<Truth> truths = TinyDetection.truths();
    step(detector, truths);
    long before = Pointer.totalCount();
    for (int i = 0; i < 20; i++) {
      step(detector, truths);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private static void step(TwoStageDetector detector, List<Truth> truths) {
    try (Scope step = new Scope()) {
      loss(detector, truths).total().backward();
    }
  }

  @Test
  void withoutAMaskHeadItsLossIsZero() {
    assertThat(loss(detector(false), TinyDetection.truths()).masks().item_double()).isZero();
  }

  @Test
  void imagesWithoutObjectsTrainBackgroundOnly() {
    Truth empty = TinyDetection.truth(new float[0]);

    TwoStageLoss loss = loss(detector(true), List.of(empty, empty));
    loss.total().backward();

    assertThat(loss.proposals().boxes().item_double()).isZero();
    assertThat(loss.regions().boxes().item_double()).isZero();
    assertThat(loss.masks().item_double()).isZero();
    assertThat(loss.regions().classes().item_double()).isPositive();
  }

  @Test
  void theSameDrawsGiveTheSameLoss() {
    TwoStageDetector detector = detector(false);

    assertThat(loss(detector, TinyDetection.truths()).total().item_double())
        .isEqualTo(loss(detector, TinyDetection.truths()).total().item_double());
  }

  @Test
  void reducedPrecisionGivesNearlyTheSameLoss() {
    TwoStageDetector detector = detector(true);
    double full = loss(detector, TinyDetection.truths()).total().item_double();

    try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
      TwoStageLoss reduced = loss(detector, TinyDetection.truths());
      assertThat(reduced.total().item_double()).isCloseTo(full, withinPercentage(2));
    }
  }

  @Test
  void detectionsLieInsideTheirImageAndHaveAMaskEach() {
    TwoStageDetector detector = detector(true);
    List<Tensor> pyramid = TinyDetection.pyramid(CHANNELS);

    List<Detections> found = detector.detect(pyramid, TinyDetection.SIZE, TinyDetection.SIZES);
    Tensor masks = detector.masks(pyramid, TinyDetection.SIZE, found);

    int total = found.stream().mapToInt(Detections::size).sum();
    assertThat(total).isPositive();
    assertThat(Tensors.shape(masks)).containsExactly(total, 28, 28);
    for (Detections image : found) {
      for (int i = 0; i < image.size(); i++) {
        assertThat(image.boxes()[4 * i]).isBetween(0f, image.boxes()[4 * i + 2]);
        assertThat(image.boxes()[4 * i + 2]).isBetween(0f, 96f);
        assertThat(image.boxes()[4 * i + 3]).isBetween(0f, 64f);
        assertThat(image.labels()[i]).isBetween(0, TinyDetection.CLASSES - 1);
      }
    }
  }

  @Test
  void masksOfADetectorWithoutMaskHeadAreRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                detector(false)
                    .masks(TinyDetection.pyramid(CHANNELS), TinyDetection.SIZE, List.of()))
        .withMessage("the detector has no mask head");
  }

  private static TwoStageLoss loss(TwoStageDetector detector, List<Truth> truths) {
    return detector.losses(
        TinyDetection.pyramid(CHANNELS),
        TinyDetection.SIZE,
        TinyDetection.SIZES,
        truths,
        TinyDetection.DRAWS);
  }

  private TwoStageDetector detector(boolean masks) {
    return detector(masks, HeadDesign.FPN);
  }

  private TwoStageDetector detector(boolean masks, HeadDesign design) {
    return new TwoStageDetector(
        new Weights(parameters, Device.CPU, 0),
        TwoStageConfig.of(TinyDetection.CLASSES, CHANNELS, 32, masks, design, 8, 100));
  }
}
