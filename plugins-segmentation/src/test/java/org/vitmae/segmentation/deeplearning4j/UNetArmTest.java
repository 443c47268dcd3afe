package org.vitmae.segmentation.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.data.ScenesDataset;
import org.vitmae.image.Image;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.segmentation.TinyArms;

class UNetArmTest {
  private static final Logger LOG = LoggerFactory.getLogger(UNetArmTest.class);

  private static ArmRequest request(String... more) {
    String[] keys = Arrays.copyOf(more, more.length + 2);
    keys[more.length] = "arms.arm.protocol=unet";
    keys[more.length + 1] = "arm-defaults.segmenter.channels=64";
    return TinyArms.request(keys);
  }

  private static void train(UNetArm arm, Batch batch, int steps, double learningRate) {
    for (int i = 0; i < steps; i++) {
      arm.step(List.of(batch), learningRate);
    }
  }

  @Test
  void resumedTrainingGivesTheSameBits(@TempDir Path folder) throws Exception {
    ArmRequest request = request("data.image-height=32", "data.image-width=32");
    Batch batch = TinyArms.batch(request);
    try (UNetArm whole = new UNetArm(request);
        UNetArm first = new UNetArm(request);
        UNetArm second = new UNetArm(request)) {
      train(whole, batch, 3, 0.01);
      train(first, batch, 2, 0.01);
      first.save(folder);
      train(second, batch, 1, 0.01);
      second.takeLosses();
      second.load(folder);
      train(second, batch, 1, 0.01);

      assertThat(second.probabilities(batch.pixels(), 4))
          .isEqualTo(whole.probabilities(batch.pixels(), 4));
      assertThat(second.takeLosses()).containsExactly(whole.takeLosses()[2]);
    }
  }

  @Test
  void sizesTheNetworkItTrains() {
    ArmRequest request = request("arm-defaults.segmenter.instances=true");
    ArmPlan plan = UNetArm.plan(request);
    UNet network = new UNet(64, 64, 3, 4, request.classNames().size() + 1);

    assertThat(plan.parameters()).isEqualTo(network.parameters());
    assertThat(plan.trainFlopsPerImage()).isEqualTo(3 * network.forwardFlops());
    assertThat(plan.engine()).isEqualTo("deeplearning4j");
  }

  @ParameterizedTest
  @CsvSource({
    "data.image-height=72, data.image-height and data.image-width must be multiples of 16",
    "arms.arm.segmenter.channels=32, segmenter.channels must be a multiple of 16 from 64 on",
    "arms.arm.segmenter.loss.dice=0.5, segmenter.loss.dice and segmenter.loss.focal must be 0",
    "arms.arm.train.label-smoothing=0.1, train.label-smoothing must be 0",
    "arms.arm.train.layer-decay=0.7, train.layer-decay must be 1 for protocol 'unet'"
  })
  void refusesWhatItDoesNotDo(String key, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> UNetArm.plan(request(key)))
        .withMessageContaining(message);
  }

  @Test
  void testAndPredictLeaveFiles(@TempDir Path folder) throws Exception {
    ArmRequest request =
        request(
            "data.image-height=32", "data.image-width=32", "arm-defaults.segmenter.instances=true");
    Batch batch = TinyArms.batch(request);
    Image image = new ScenesDataset(5, "test", 1, 40, 50).read(0).image();
    List<Path> written = new ArrayList<>();
    try (UNetArm arm = new UNetArm(request)) {
      assertThat(arm.test(List.of(batch), folder)).containsKeys("mIoU", "F1-50");
      written.addAll(arm.predict(image).write("scene.png", 0, folder));
    }

    assertThat(folder.resolve("categories.csv")).isRegularFile();
    assertThat(written).contains(folder.resolve("scene-mask.png")).allMatch(Files::isRegularFile);
  }

  @Test
  @Tag("slow")
  void learnsAHandfulOfScenesByHeart() {
    ArmRequest request = request("arms.arm.segmenter.channels=128");
    Batch batch = TinyArms.batch(request);
    try (UNetArm arm = new UNetArm(request)) {
      train(arm, batch, 300, 0.01);
      double[] losses = arm.takeLosses();
      Map<String, Double> values = arm.evaluate(List.of(batch));

      LOG.warn("{} to {}, {}", losses[0], losses[losses.length - 1], values);
      assertThat(values.get("mIoU")).isGreaterThan(0.95);
    }
  }
}
