package org.vitmae.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.MaskingConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.ScenesDataset;
import org.vitmae.image.Image;
import org.vitmae.image.ImageDecoder;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.segmentation.judge.SegmentedImage;
import org.vitmae.segmentation.model.HeadKind;
import org.vitmae.segmentation.model.SegmenterPlan;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.ParameterFiles;

class VitSegmenterArmTest {
  private static final String DICE = "arms.arm.segmenter.loss.dice=1";
  private static final String FOCAL = "arms.arm.segmenter.loss.focal=1";
  private static final String AVERAGING = "arms.arm.train.ema-decay=0.9";

  @TempDir private Path folder;

  @BeforeEach
  void threads() {
    ComputeThreads.configure(1);
  }

  private static Arm arm(HeadKind head, ArmRequest request) {
    return new VitProtocol(head).prepare(request);
  }

  /** A linear map of patches of 8 pixels is too coarse for the scenes' corners. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"PER_PIXEL, 4", "PROGRESSIVE, 8", "FPN, 8", "UPERNET, 8"})
  void tellsThePixelsItWasTrainedOn(HeadKind head, int patchSize) {
    ArmRequest request = TinyArms.request(DICE, FOCAL, "model.patch-size=" + patchSize);
    Batch batch = TinyArms.batch(request);
    try (Arm arm = arm(head, request)) {
      train(arm, batch, 300);

      assertThat(arm.evaluate(List.of(batch)).get("mIoU")).isGreaterThan(0.9);
    }
  }

  private static double[] train(Arm arm, Batch batch, int steps) {
    for (int step = 0; step < steps; step++) {
      arm.step(List.of(batch), 3e-3);
    }
    return arm.takeLosses();
  }

  @ParameterizedTest
  @EnumSource(HeadKind.class)
  void everyProtocolLearnsClassesAndObjects(HeadKind head) {
    ArmRequest request = TinyArms.request(DICE, "arms.arm.segmenter.instances=true");
    Batch batch = TinyArms.batch(request);
    try (Arm arm = arm(head, request)) {
      double[] losses = train(arm, batch, 8);
      Map<String, Double> values = arm.evaluate(List.of(batch.only(new int[] {0})));

      assertThat(losses[7]).isLessThan(losses[0]);
      assertThat(values).containsKeys("mIoU", "F1-50");
    }
  }

  @Test
  void goesOnWithTheSameBits() throws Exception {
    ArmRequest request =
        TinyArms.request("arms.arm.segmenter.dropout=0.3", "arms.arm.train.drop-path=0.2");
    Batch batch = TinyArms.batch(request);
    double[] expected;
    double[] resumed;
    try (Arm arm = arm(HeadKind.UPERNET, request)) {
      train(arm, batch, 1);
      arm.save(folder);
      expected = train(arm, batch, 1);
    }
    try (Arm arm = arm(HeadKind.UPERNET, request)) {
      arm.load(folder);
      resumed = train(arm, batch, 1);
    }

    assertThat(resumed).isEqualTo(expected);
  }

  @Test
  void isTestedWithTheAveragedWeights() throws Exception {
    ArmRequest averaging = TinyArms.request(AVERAGING);
    List<Batch> batches = List.of(TinyArms.batch(averaging));
    try (Arm arm = arm(HeadKind.PER_PIXEL, averaging);
        Arm last = arm(HeadKind.PER_PIXEL, TinyArms.request())) {
      train(arm, batches.get(0), 8);
      arm.save(folder);
      last.load(folder);
      Map<String, Double> values = arm.evaluate(batches);

      assertThat(arm.test(batches, folder)).isEqualTo(values);
      assertThat(last.evaluate(batches)).isNotEqualTo(values);
    }
  }

  /** Ground counts nothing in the loss, or it would be all that so short a training tells. */
  @Test
  void predictsWithTheAverageThatWasSaved() throws Exception {
    String weights = "arms.arm.segmenter.loss.class-weights=[0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]";
    ArmRequest averaging = TinyArms.request(AVERAGING, weights);
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (Arm arm = arm(HeadKind.PER_PIXEL, averaging);
        Arm loaded = arm(HeadKind.PER_PIXEL, averaging);
        Arm last = arm(HeadKind.PER_PIXEL, TinyArms.request())) {
      train(arm, TinyArms.batch(averaging), 4);
      arm.save(saved);
      loaded.loadWeights(saved);
      last.load(saved);

      assertThat(mask(loaded)).isEqualTo(mask(arm)).isNotEqualTo(mask(last));
    }
  }

  /** Returns what an arm tells of an image. */
  private static byte[] mask(Arm arm) {
    Image image = new ScenesDataset(5, "test", 1, 64, 64).read(0).image();
    return ((SegmentedImage) arm.predict(image)).mask().classes();
  }

  @Test
  void smoothedLabelsAreLearned() {
    ArmRequest plain = TinyArms.request();
    Batch batch = TinyArms.batch(plain);
    try (Arm arm = arm(HeadKind.PER_PIXEL, plain);
        Arm smoothed =
            arm(HeadKind.PER_PIXEL, TinyArms.request("arms.arm.train.label-smoothing=0.5"))) {
      assertThat(train(smoothed, batch, 8)[7]).isGreaterThan(1.1 * train(arm, batch, 8)[7]);
    }
  }

  @Test
  void startsFromPretraining() throws Exception {
    ArmRequest random = TinyArms.request();
    Path pretrained = Files.createDirectory(folder.resolve("pretrained"));
    try (MaePretraining pretraining =
        new MaePretraining(
            random.model(),
            random.data(),
            new MaskingConfig(MaskingConfig.Strategy.RANDOM, 0.75),
            Device.CPU,
            Precision.FP32,
            99)) {
      ParameterFiles.save(pretraining.parameters(), pretrained.resolve(Checkpoint.MODEL));
    }
    try (Arm arm = arm(HeadKind.FPN, from(random, pretrained))) {
      arm.save(folder);
    }

    try (Safetensors source = Safetensors.open(pretrained.resolve(Checkpoint.MODEL));
        Safetensors segmenter = Safetensors.open(folder.resolve(Checkpoint.MODEL))) {
      List<String> taken = segmenter.names().stream().filter(SegmenterPlan::isPretrained).toList();
      assertThat(taken).contains("blocks.3.mlp.fc2.weight").doesNotContain("head.classify.weight");
      for (String name : taken) {
        assertThat(segmenter.floats(name)).as(name).isEqualTo(source.floats(name));
      }
    }
  }

  private static ArmRequest from(ArmRequest random, Path pretrained) {
    return new ArmRequest(
        random.arm(),
        random.model(),
        random.data(),
        random.classNames(),
        Optional.of(pretrained),
        random.device(),
        random.precision(),
        random.seed(),
        random.trainImages(),
        random.standardization());
  }

  @Test
  void aSingleImageOfAnySizeIsShownInItsOwnPixels() throws Exception {
    Image image = new ScenesDataset(5, "test", 1, 96, 128).read(0).image();
    List<Path> written = new ArrayList<>();
    try (Arm arm = arm(HeadKind.PER_PIXEL, TinyArms.request())) {
      written.addAll(arm.predict(image).write("scene.png", 0, folder));
    }

    assertThat(written).contains(folder.resolve("scene-mask.png")).allMatch(Files::isRegularFile);
    Image mask = ImageDecoder.decode(Files.readAllBytes(folder.resolve("scene-mask.png")));
    assertThat(List.of(mask.height(), mask.width())).containsExactly(96, 128);
  }
}
