package org.vitmae.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ConfigException;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.plugin.TaskPlugin;

class DetectionTaskTest {
  @TempDir private Path folder;

  private static Task task() {
    TaskPlugin plugin = ServiceLoader.load(TaskPlugin.class).findFirst().orElseThrow();
    assertThat(plugin.id()).isEqualTo("detection");
    return Guice.createInjector(plugin.module())
        .getInstance(Key.get(new TypeLiteral<Map<String, Task>>() {}))
        .get("detection");
  }

  @Test
  void offersTheTaskThroughServiceLoaderAndGuice() {
    assertThat(task().protocols()).contains("fcos", "faster-rcnn", "mask-rcnn");
    assertThat(task().primaryMetric()).isEqualTo("AP");
    assertThat(task().higherIsBetter()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "fcos, simple, fpn",
    "fcos, blocks, fpn",
    "faster-rcnn, simple, fpn",
    "faster-rcnn, simple, vitdet",
    "mask-rcnn, simple, vitdet",
    "mask-rcnn, blocks, fpn"
  })
  void planCountsWhatIsBuilt(String protocol, String pyramid, String heads) throws Exception {
    ArmRequest request =
        TinyArms.request(
            "arms.arm.protocol=" + protocol,
            "arms.arm.detector.pyramid=" + pyramid,
            "arms.arm.detector.heads=" + heads,
            "arms.arm.detector.tower-depth=2");
    ArmPlan plan = task().plan(request);
    try (Arm arm = task().prepare(request)) {
      arm.save(folder);
    }

    assertThat(plan.parameters()).isEqualTo(elements(Checkpoint.MODEL, ""));
    assertThat(plan.trainableParameters()).isEqualTo(elements(Checkpoint.OPTIMIZER, "exp_avg."));
  }

  /** Adds up the sizes of saved tensors; the optimizer's state has one for each that learns. */
  private long elements(String file, String prefix) {
    try (Safetensors saved = Safetensors.open(folder.resolve(file))) {
      return saved.names().stream()
          .filter(name -> name.startsWith(prefix))
          .mapToLong(name -> saved.info(name).elements())
          .sum();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          arms.arm.protocol=yolo                               | must be one of
          arms.arm.train.augment.framing.mode=crop             | train.augment.framing.mode must be fit
          arms.arm.train.augment.framing.mode=window           | judges whole images, got window;
          arms.arm.train.augment.rand-augment-magnitude=9      | rand-augment-magnitude must be 0
          arms.arm.train.mix.mixup-alpha=0.8                   | train.mix.mixup-alpha
          arms.arm.train.label-smoothing=0.1                   | train.label-smoothing must be 0
          data.image-width=72                                  | must be multiples of 32
          data.format=folder                                   | 'tiny' has no objects
          data.target=values                                   | 'tiny' has no objects
          """)
  void refusesWhatDetectionCannotDo(String override, String message) throws Exception {
    ArmRequest request = TinyArms.request(override);

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task().plan(request))
        .withMessageContaining(message);
  }

  @Test
  void masksCannotBeLearnedFromBoxes() throws Exception {
    ArmRequest request = TinyArms.request("arms.arm.protocol=mask-rcnn", "data.format=voc");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task().plan(request))
        .withMessageContaining("data.format voc has boxes only");
  }
}
