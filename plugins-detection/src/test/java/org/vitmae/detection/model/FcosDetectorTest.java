package org.vitmae.detection.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.model.Weights;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

class FcosDetectorTest {
  private static final int CHANNELS = 8;

  private Scope scope;
  private NamedParameters parameters;
  private FcosDetector detector;

  @BeforeEach
  void open() {
    ComputeThreads.configure(1);
    scope = new Scope();
    parameters = new NamedParameters();
    detector =
        new FcosDetector(
            new Weights(parameters, Device.CPU, 0),
            FcosConfig.of(TinyDetection.CLASSES, CHANNELS, 2, 100));
  }

  @AfterEach
  void close() {
    parameters.close();
    scope.close();
  }

  @Test
  void everyParameterLearns() {
    loss(TinyDetection.truths()).total().backward();

    assertThat(parameters.trainable())
        .allSatisfy(
            name -> assertThat(parameters.get(name).grad().abs().sum().item_double()).isPositive());
  }

  @Test
  void imagesWithoutObjectsTrainBackgroundOnly() {
    Truth empty = TinyDetection.truth(new float[0]);

    FcosLoss loss = loss(List.of(empty, empty));
    loss.total().backward();

    assertThat(loss.boxes().item_double()).isZero();
    assertThat(loss.centerness().item_double()).isZero();
    assertThat(loss.classes().item_double()).isPositive();
  }

  @Test
  void reducedPrecisionGivesNearlyTheSameLoss() {
    double full = loss(TinyDetection.truths()).total().item_double();

    try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
      assertThat(loss(TinyDetection.truths()).total().item_double())
          .isCloseTo(full, withinPercentage(2));
    }
  }

  @Test
  void aCellStandsForTheSmallestObjectAroundItAtItsLevel() {
    FcosCells cells = cells();
    float[] boxes = {0, 0, 7, 7, 1, 1, 6, 6};

    FcosTargets targets = FcosTargets.of(cells, boxes, new long[] {4, 9});

    // Stride 2 takes objects of up to 16 pixels. The middle of both is (3.5, 3.5).
    assertThat(LongStream.of(targets.cells()).boxed())
        .allSatisfy(cell -> assertThat(cell).isLessThan(32 * 48));
    int middle = Arrays.binarySearch(targets.cells(), 48 + 1); // center (3, 3)
    assertThat(Arrays.copyOfRange(targets.sides(), 4 * middle, 4 * middle + 4))
        .containsExactly(1, 1, 1.5f, 1.5f);
    assertThat(targets.labels()[middle]).isEqualTo(9);
    assertThat(targets.labels()[0]).isEqualTo(4); // center (1, 1), on the smaller one's border
    assertThat(targets.centerness()[middle]).isCloseTo(2f / 3, within(1e-6f));
  }

  @Test
  void whichObjectIsListedFirstDoesNotMatter() {
    FcosTargets largeFirst =
        FcosTargets.of(cells(), new float[] {0, 0, 7, 7, 1, 1, 6, 6}, new long[] {4, 9});
    FcosTargets smallFirst =
        FcosTargets.of(cells(), new float[] {1, 1, 6, 6, 0, 0, 7, 7}, new long[] {9, 4});

    assertThat(largeFirst.labels()).contains(4, 9);
    assertThat(smallFirst.labels()).isEqualTo(largeFirst.labels());
    assertThat(smallFirst.cells()).isEqualTo(largeFirst.cells());
    assertThat(smallFirst.sides()).isEqualTo(largeFirst.sides());
  }

  @Test
  void aScoreIsTheGeometricMeanOfClassAndCenterness() {
    try (NoGrad noGrad = new NoGrad()) {
      say("cls_logits", 0.8);
      say("ctrness", 0.45);
    }

    Detections found =
        detector
            .detect(TinyDetection.pyramid(CHANNELS), TinyDetection.SIZE, TinyDetection.SIZES)
            .get(0);

    assertThat(found.size()).isPositive();
    assertThat(found.scores()[0]).isCloseTo(0.6f, within(1e-5f)); // the root of 0.36
    assertThat(found.scores()[found.size() - 1]).isCloseTo(0.6f, within(1e-5f));
  }

  /** Makes a layer give the same probability everywhere. */
  private void say(String layer, double probability) {
    parameters.get(layer + ".weight").zero_();
    parameters.get(layer + ".bias").fill_(new Scalar(Math.log(probability / (1 - probability))));
  }

  @Test
  void largeObjectsBelongToCoarseLevels() {
    FcosTargets targets =
        FcosTargets.of(cells(), new float[] {10, 4, 94, 60}, new long[] {0}); // 42 px to a side

    assertThat(LongStream.of(targets.cells()).boxed())
        .isNotEmpty()
        .allSatisfy(cell -> assertThat(cell).isGreaterThanOrEqualTo(32 * 48 + 16 * 24));
  }

  @Test
  void distancesBecomeBoxesCutOffAtTheImage() {
    float[] sides = {1, 2, 3, 100};

    cells().toBox(sides, 0, 48 + 1, new ImageSize(64, 90));

    assertThat(sides).containsExactly(1, 0, 9, 64);
  }

  @Test
  @Tag("slow")
  void itLearnsOneBatchByHeart() {
    List<Tensor> pyramid = TinyDetection.pyramid(CHANNELS);
    List<ParameterGroup> groups = List.of(new ParameterGroup(parameters.trainable(), 1, 0));
    AdamW adamW = new AdamW(parameters, groups, 0.9, 0.95, 0, Device.CPU);

    for (int step = 0; step < 60; step++) {
      try (Scope own = new Scope()) {
        loss(TinyDetection.truths()).total().backward();
        adamW.step(2e-2);
        parameters.trainable().forEach(name -> parameters.get(name).mutable_grad().reset());
      }
    }

    adamW.state().close();
    List<Detections> found = detector.detect(pyramid, TinyDetection.SIZE, TinyDetection.SIZES);
    assertBest(found.get(1), 0, 1, 20, 4, 60, 40);
    assertThat(List.of(found.get(0).labels()[0], found.get(0).labels()[1]))
        .containsExactlyInAnyOrder(0, 2);
  }

  private static FcosCells cells() {
    return FcosCells.of(TinyDetection.pyramid(CHANNELS), TinyDetection.SIZE);
  }

  private FcosLoss loss(List<Truth> truths) {
    return detector.losses(TinyDetection.pyramid(CHANNELS), TinyDetection.SIZE, truths);
  }

  private static void assertBest(Detections found, int place, int label, float... box) {
    assertThat(found.labels()[place]).isEqualTo(label);
    for (int i = 0; i < 4; i++) {
      assertThat(found.boxes()[4 * place + i]).isCloseTo(box[i], within(4f));
    }
  }
}
