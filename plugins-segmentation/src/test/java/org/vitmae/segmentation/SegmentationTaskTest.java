package org.vitmae.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ConfigException;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.plugin.TaskPlugin;

class SegmentationTaskTest {
  @TempDir private Path folder;

  private static Task task() {
    TaskPlugin plugin = ServiceLoader.load(TaskPlugin.class).findFirst().orElseThrow();
    assertThat(plugin.id()).isEqualTo("segmentation");
    return Guice.createInjector(plugin.module())
        .getInstance(Key.get(new TypeLiteral<Map<String, Task>>() {}))
        .get("segmentation");
  }

  @Test
  void offersTheTaskThroughServiceLoaderAndGuice() {
    assertThat(task().protocols()).contains("per-pixel", "progressive", "fpn", "upernet");
    assertThat(task().primaryMetric()).isEqualTo("mIoU");
    assertThat(task().higherIsBetter()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"per-pixel", "progressive", "fpn", "upernet"})
  void planCountsWhatIsBuilt(String protocol) throws Exception {
    ArmRequest request =
        TinyArms.request(
            "arms.arm.protocol=" + protocol,
            "arms.arm.segmenter.instances=true",
            "arms.arm.segmenter.relative-positions=true");
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
          arms.arm.protocol=yolo                                | must be one of
          arms.arm.train.augment.framing.mode=fit               | train.augment.framing.mode must be window
          arms.arm.train.augment.rand-augment-magnitude=9       | rand-augment-magnitude must be 0
          arms.arm.train.mix.mixup-alpha=0.8                    | train.mix.mixup-alpha
          arms.arm.segmenter.loss.class-weights=[1, 2]          | must be one per class
          data.target=class                                     | 'tiny' has no class for every pixel
          """)
  void refusesWhatSegmentationCannotDo(String override, String message) {
    String photometric = "arms.arm.train.augment.photometric-distortion=0";
    ArmRequest request = TinyArms.request(override, photometric);

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task().plan(request))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void refusesAClassWeightTooFewOrTooMany(int more) {
    int classes = TinyArms.request().classNames().size();

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task().plan(weighted(classes + more)))
        .withMessageContaining("must be one per class (" + classes + ": ")
        .withMessageContaining("got " + (classes + more));
    assertThat(task().plan(weighted(classes)).parameters()).isPositive();
  }

  private static ArmRequest weighted(int weights) {
    return TinyArms.request(
        "arms.arm.segmenter.loss.class-weights=" + Collections.nCopies(weights, 1));
  }
}
