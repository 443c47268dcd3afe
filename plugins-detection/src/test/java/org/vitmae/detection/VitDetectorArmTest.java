package org.vitmae.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.MaskingConfig;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Box;
import org.vitmae.data.DataException;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.coco.CocoResult;
import org.vitmae.detection.coco.CocoResults;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.detection.model.VitBackbone;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.image.Image;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.ParameterFiles;

class VitDetectorArmTest {
  @TempDir private Path folder;

  private ArmRequest request(HeadKind head, String... overrides) throws Exception {
    String protocol = "arms.arm.protocol=" + head.name().toLowerCase().replace('_', '-');
    return TinyArms.request(
        Stream.concat(Stream.of(protocol), Stream.of(overrides)).toArray(String[]::new));
  }

  private static Arm arm(HeadKind head, ArmRequest request) {
    return new VitProtocol(head).prepare(request);
  }

  @Test
  void findsTheObjectsItWasTrainedOn() throws Exception {
    overfit(HeadKind.FCOS, 120);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"FASTER_RCNN, fpn", "MASK_RCNN, fpn", "MASK_RCNN, vitdet"})
  void findsTheObjectsItWasTrainedOnInTwoStages(HeadKind head, String design) throws Exception {
    overfit(head, 200, "arms.arm.detector.heads=" + design);
  }

  private void overfit(HeadKind head, int steps, String... overrides) throws Exception {
    ArmRequest request = request(head, overrides);
    Batch batch = TinyArms.batch(request);
    try (Arm arm = arm(head, request)) {
      for (int step = 0; step < steps; step++) {
        arm.step(List.of(batch), 2e-3);
      }
      Map<String, Double> values = arm.evaluate(List.of(batch));

      assertThat(values.get("AP50")).isGreaterThan(0.8);
      assertThat(values.containsKey("mask-AP50")).isEqualTo(head.masks());
      if (head.masks()) {
        assertThat(values.get("mask-AP50")).isGreaterThan(0.8);
      }
    }
  }

  @Test
  void aSingleImageIsShownInItsOwnPixels() throws Exception {
    Image image = new ScenesDataset(5, "test", 1, 96, 128).read(0).image();
    try (Arm arm = arm(HeadKind.FASTER_RCNN, request(HeadKind.FASTER_RCNN))) {
      List<Path> written = arm.predict(image).write("scene.png", 0, folder);

      assertThat(written).allMatch(Files::isRegularFile).hasSize(2);
      List<BoxRegion> boxes =
          CocoResults.read(folder.resolve("scene-detections.json")).stream()
              .map(CocoResult::box)
              .toList();
      // The model saw 48 x 64 pixels.
      assertThat(boxes).allMatch(box -> box.x() + box.width() < 128.01);
      assertThat(boxes).anyMatch(box -> box.x() + box.width() > 64);
    }
  }

  @Test
  void goesOnWithTheSameBits() throws Exception {
    ArmRequest request = request(HeadKind.MASK_RCNN);
    Batch batch = TinyArms.batch(request);
    double[] expected;
    double[] resumed;
    try (Arm arm = arm(HeadKind.MASK_RCNN, request)) {
      arm.step(List.of(batch), 1e-3);
      arm.takeLosses();
      arm.save(folder);
      arm.step(List.of(batch), 1e-3);
      expected = arm.takeLosses();
    }
    try (Arm arm = arm(HeadKind.MASK_RCNN, request)) {
      arm.load(folder);
      arm.step(List.of(batch), 1e-3);
      resumed = arm.takeLosses();
    }

    assertThat(resumed).isEqualTo(expected);
  }

  @Test
  void isTestedWithTheAveragedWeights() throws Exception {
    ArmRequest averaging = TinyArms.request("arms.arm.train.ema-decay=0.9");
    List<Batch> batches = List.of(TinyArms.batch(averaging));
    try (Arm arm = arm(HeadKind.FCOS, averaging);
        Arm last = arm(HeadKind.FCOS, request(HeadKind.FCOS))) {
      for (int step = 0; step < 8; step++) {
        arm.step(batches, 1e-2);
      }
      arm.save(folder);
      last.load(folder);
      Map<String, Double> values = arm.evaluate(batches);

      assertThat(arm.test(batches, folder)).isEqualTo(values);
      assertThat(last.evaluate(batches)).isNotEqualTo(values);
    }
  }

  @Test
  void startsFromPretraining() throws Exception {
    ArmRequest random = request(HeadKind.FCOS);
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
    ArmRequest request =
        new ArmRequest(
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
    try (Arm arm = arm(HeadKind.FCOS, request)) {
      arm.save(folder);
    }

    try (Safetensors source = Safetensors.open(pretrained.resolve(Checkpoint.MODEL));
        Safetensors detector = Safetensors.open(folder.resolve(Checkpoint.MODEL))) {
      assertThat(detector.names()).anyMatch(name -> name.startsWith("pyramid."));
      for (String name : detector.names()) {
        if (VitBackbone.isPretrained(name)) {
          assertThat(detector.floats(name)).as(name).isEqualTo(source.floats(name));
        }
      }
    }
  }

  @Test
  void anObjectWithoutMaskIsNamedWhereMasksAreLearned() {
    Annotation annotation =
        new Annotation(
            java.util.OptionalInt.empty(),
            List.of(new Box(0, 0, 4, 4, 0)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new SourceImage(17, 8, 8, List.of())),
            List.of());

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> BatchTruth.of(annotation, new ImageSize(8, 8), true))
        .withMessageContaining("image 17 has an object without a mask");
  }
}
