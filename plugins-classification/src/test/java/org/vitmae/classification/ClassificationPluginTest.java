package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.vitmae.config.ConfigException;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.plugin.TaskPlugin;

class ClassificationPluginTest {
  private static Task task() {
    TaskPlugin plugin = ServiceLoader.load(TaskPlugin.class).findFirst().orElseThrow();
    assertThat(plugin.id()).isEqualTo("classification");
    Map<String, Task> tasks =
        Guice.createInjector(plugin.module())
            .getInstance(Key.get(new TypeLiteral<Map<String, Task>>() {}));
    return tasks.get("classification");
  }

  private static ArmRequest request(String protocol, int classes) {
    return Requests.request(protocol, Requests.data(32, 32, 3), classes, Requests.recipe(), 1);
  }

  @Test
  void offersTheTaskThroughServiceLoaderAndGuice() {
    assertThat(task().protocols())
        .containsExactlyInAnyOrder(
            "linear-probe",
            "mlp-probe",
            "fine-tune",
            "partial-fine-tune",
            "supervised",
            "knn",
            "cnn",
            "resnet50");
    assertThat(task().primaryMetric()).isEqualTo("top1");
    assertThat(task().higherIsBetter()).isTrue();
  }

  @Test
  void plansTheNetworkOfDeeplearning4j() {
    assertThat(task().plan(request("cnn", 10)).engine()).isEqualTo("deeplearning4j");
    assertThat(task().plan(request("cnn", 10)).trainFlopsPerImage()).isGreaterThan(1e8);
  }

  @Test
  void supervisedTrainingIsFromScratch() {
    ArmRequest scratch = request("supervised", 10);
    ArmRequest pretrained = Requests.withEncoder(scratch, Path.of("checkpoint"));

    assertThat(task().plan(scratch)).isEqualTo(task().plan(request("fine-tune", 10)));
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task().prepare(pretrained))
        .withMessageContaining("must be 'random' for protocol 'supervised'")
        .withMessageContaining("got 'mae'");
  }

  @Test
  void plansResNet50() {
    // 25.6 million weights at 1000 classes in the literature; 2048 x 990 fewer in the last layer.
    assertThat(task().plan(request("resnet50", 10)).parameters())
        .isEqualTo(25_557_032 - 2049 * 990);
  }

  @Test
  void unknownProtocolNamesTheChoices() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task().plan(request("nearest-neighbor", 10)))
        .withMessageContaining("cnn")
        .withMessageContaining("got 'nearest-neighbor'");
  }

  @Test
  void refusesUnlabeledData() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task().prepare(request("cnn", 0)))
        .withMessageContaining("data set 'test' has no classes");
  }
}
