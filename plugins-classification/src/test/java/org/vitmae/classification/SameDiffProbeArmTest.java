package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.config.MixConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.ComputeThreads;

/** A probe on Deeplearning4j beside the same probe on libtorch. */
class SameDiffProbeArmTest {
  private static final int SIDE = 16;
  private static final int CLASSES = 4;
  private static final Batch BATCH = Batches.bands(16, SIDE, 3, CLASSES, 1);

  @TempDir private Path folder;

  @BeforeAll
  static void sizeThePool() {
    ComputeThreads.configure(1);
  }

  private static ArmRequest request(String protocol, RecipeConfig recipe) {
    return Requests.request(protocol, Requests.data(SIDE, SIDE, 3), CLASSES, recipe, 1);
  }

  private static ArmRequest onSecond(ArmRequest request) {
    return Requests.withHeadEngine(request, Engine.DEEPLEARNING4J);
  }

  @ParameterizedTest
  @CsvSource({
    "linear-probe, ADAMW, 0, 0.05, 0.001",
    "linear-probe, LARS, 0, 0, 0.5",
    "mlp-probe, ADAMW, 0.5, 0, 0.001",
    "mlp-probe, ADAMW, 0, 0.05, 0.001"
  })
  void bothEnginesTrainTheSameHead(
      String protocol, OptimizerKind optimizer, double clip, double decay, double rate)
      throws Exception {
    ArmRequest request = request(protocol, Requests.recipe(optimizer, decay, clip, 1, 0, 0.1, 0.9));
    try (Arm first = TargetArmsTest.task("classification").prepare(request);
        Arm second = TargetArmsTest.task("classification").prepare(onSecond(request))) {
      agree(first, second, BATCH, rate);

      Path saved = Files.createDirectory(folder.resolve("saved"));
      first.save(saved);
      second.step(List.of(BATCH), rate);
      second.takeLosses();
      second.load(saved);
      agree(first, second, BATCH, rate);
    }
  }

  @ParameterizedTest
  @CsvSource({"multi-label", "regression"})
  void bothEnginesTrainOtherTargetsAlike(String task) throws Exception {
    ArmRequest request = TargetArmsTest.request(task, "linear-probe");
    try (Arm first = TargetArmsTest.task(task).prepare(request);
        Arm second = TargetArmsTest.task(task).prepare(onSecond(request))) {
      agree(first, second, TargetArmsTest.batch(task), 0.01);
    }
  }

  private static void agree(Arm first, Arm second, Batch batch, double rate) throws Exception {
    List<Batch> halves =
        List.of(
            batch.only(new int[] {0, 1, 2, 3, 4, 5}), batch.only(new int[] {8, 9, 10, 11, 12, 13}));
    for (int step = 0; step < 5; step++) {
      List<Batch> shown = step == 2 ? halves : List.of(batch);
      first.step(shown, rate);
      second.step(shown, rate);
    }
    assertThat(second.takeLosses()).containsExactly(first.takeLosses(), within(1e-4));
    Map<String, Double> want = first.evaluate(List.of(batch));
    Map<String, Double> got = second.evaluate(List.of(batch));
    assertThat(got.keySet()).isEqualTo(want.keySet());
    want.forEach(
        (name, value) -> assertThat(got.get(name)).as(name).isCloseTo(value, within(1e-4)));
  }

  @Test
  void mixedImagesAreRefused() {
    ArmRequest request =
        onSecond(request("linear-probe", Requests.mixing(new MixConfig(0.8, 0, 1, 0.5))));
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> TargetArmsTest.task("classification").plan(request))
        .withMessageContaining("head.engine deeplearning4j")
        .withMessageContaining("choose libtorch");
  }
}
