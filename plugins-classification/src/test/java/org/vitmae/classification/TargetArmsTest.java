package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.MixConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Standardization;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.tensor.ComputeThreads;

/** Several labels and real values, by every engine. */
class TargetArmsTest {
  private static final int SIDE = 16;
  private static final int WIDTH = 2;
  private static final Standardization SCALE =
      new Standardization(List.of(20.0, -1.0), List.of(10.0, 2.0));
  private static final RecipeConfig PLAIN =
      Requests.recipe(OptimizerKind.ADAMW, 0.05, 0, 1, 0, 0, 0);

  @BeforeAll
  static void sizeThePool() {
    ComputeThreads.configure(2);
  }

  static Task task(String name) {
    return Guice.createInjector(new ClassificationModule())
        .getInstance(Key.get(new TypeLiteral<Map<String, Task>>() {}))
        .get(name);
  }

  private static ArmRequest request(String protocol, DataConfig.Target kind, RecipeConfig recipe) {
    return Requests.ofTargets(
        Requests.request(protocol, Requests.data(SIDE, SIDE, 3), WIDTH, recipe, 1),
        kind,
        kind == DataConfig.Target.VALUES ? SCALE : Standardization.none());
  }

  static ArmRequest request(String task, String protocol) {
    return request(
        protocol,
        task.equals("regression") ? DataConfig.Target.VALUES : DataConfig.Target.LABELS,
        PLAIN);
  }

  /** Images of four bands; the bright one tells the targets. */
  static Batch batch(String task) {
    Batch bands = Batches.bands(32, SIDE, 3, 4, 1);
    List<Annotation> targets =
        IntStream.range(0, 32)
            .map(n -> n % 4)
            .mapToObj(
                c ->
                    task.equals("regression")
                        ? List.of(10.0 * c, 2.0 - c)
                        : List.of((double) (c % 2), (double) (c / 2)))
            .map(Annotation::ofTargets)
            .toList();
    return new Batch(0, bands.ids(), 32, SIDE, SIDE, 3, bands.pixels(), targets);
  }

  @ParameterizedTest
  @CsvSource({
    "multi-label, fine-tune, 0.002, 60",
    "multi-label, mlp-probe, 0.01, 60",
    "regression, mlp-probe, 0.01, 60",
    "regression, fine-tune, 0.002, 60"
  })
  void targetsAreLearned(String task, String protocol, double rate, int steps) {
    Batch batch = batch(task);
    try (Arm arm = task(task).prepare(request(task, protocol))) {
      double before = arm.evaluate(List.of(batch)).get("loss");
      for (int step = 0; step < steps; step++) {
        arm.step(List.of(batch), rate);
      }

      assertThat(arm.evaluate(List.of(batch)).get("loss")).isLessThan(before / 2);
    }
  }

  /** Longer, as running statistics of batch normalization have to come near those of the batch. */
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"multi-label", "regression"})
  void networksLearnTargets(String task) {
    targetsAreLearned(task, "cnn", 0.01, 25);
  }

  @Test
  void theLossOfTrainingIsTheOneThatIsJudged() {
    for (String task : List.of("multi-label", "regression")) {
      for (String protocol : List.of("fine-tune", "partial-fine-tune", "supervised")) {
        Batch batch = batch(task);
        try (Arm arm = task(task).prepare(request(task, protocol))) {
          double judged = arm.evaluate(List.of(batch)).get("loss");
          arm.step(List.of(batch), 0);

          assertThat(arm.takeLosses()[0]).as(protocol).isEqualTo(judged, within(1e-5));
        }
      }
    }
  }

  @Test
  void absoluteErrorsCanBeLearned() {
    ArmRequest request = request("regression", "fine-tune");
    ArmRequest absolute = Requests.withLoss(request, ModelConfig.Loss.L1);
    Batch batch = batch("regression");
    try (Arm squares = task("regression").prepare(request);
        Arm arm = task("regression").prepare(absolute)) {
      arm.step(List.of(batch), 0);

      assertThat(arm.takeLosses()[0])
          .isEqualTo(arm.evaluate(List.of(batch)).get("loss"), within(1e-5))
          .isNotCloseTo(squares.evaluate(List.of(batch)).get("loss"), within(1e-3));
    }
  }

  @Test
  void resumedTrainingGivesTheSameBits(@TempDir Path folder) throws Exception {
    for (String task : List.of("multi-label", "regression")) {
      Path half = Files.createDirectory(folder.resolve(task));
      Batch batch = batch(task);
      try (Arm whole = task(task).prepare(request(task, "fine-tune"));
          Arm first = task(task).prepare(request(task, "fine-tune"));
          Arm second = task(task).prepare(request(task, "fine-tune"))) {
        IntStream.range(0, 4).forEach(i -> whole.step(List.of(batch), 0.002));
        IntStream.range(0, 2).forEach(i -> first.step(List.of(batch), 0.002));
        first.save(half);
        second.load(half);
        IntStream.range(0, 2).forEach(i -> second.step(List.of(batch), 0.002));

        assertThat(second.evaluate(List.of(batch))).isEqualTo(whole.evaluate(List.of(batch)));
      }
    }
  }

  @Test
  void mixedLabelsAreLearnedAndMixedValuesRefused() {
    RecipeConfig mixing = Requests.mixing(new MixConfig(0.8, 0, 1, 0));
    try (Arm arm =
        task("multi-label").prepare(request("fine-tune", DataConfig.Target.LABELS, mixing))) {
      arm.step(List.of(batch("multi-label")), 0.001);
      assertThat(arm.takeLosses()[0]).isPositive();
    }
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () -> task("regression").plan(request("fine-tune", DataConfig.Target.VALUES, mixing)))
        .withMessageContaining("train.label-smoothing must be 0 for task 'regression'")
        .withMessageContaining("train.mix.mixup-alpha and train.mix.cutmix-alpha must be 0")
        .withMessageContaining("got 0.8 and 0.0");
  }

  @Test
  void theDataMustHaveTheTasksTargets() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task("regression").plan(request("multi-label", "cnn")))
        .withMessageContaining("data.target must be values for task 'regression', got labels");
  }

  @Test
  void imagesOfAnySizeAreRefused() {
    FramingConfig window = new FramingConfig(FramingConfig.Mode.WINDOW, 1, 1, 0, 1);
    AugmentConfig augment = new AugmentConfig(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, window);
    ArmRequest request =
        request("fine-tune", DataConfig.Target.VALUES, Requests.recipe(1, augment));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> task("regression").plan(request))
        .withMessageContaining(
            "train.augment.framing.mode must be crop or fit for task 'regression'");
  }

  @Test
  void tasksOfTargetsHaveNoVotesAndNoOnlineProbe() {
    for (String name : List.of("multi-label", "regression")) {
      assertThat(task(name).protocols()).contains("linear-probe", "cnn").doesNotContain("knn");
      assertThat(task(name).onlineProbe()).isEmpty();
    }
    assertThat(task("regression").higherIsBetter()).isFalse();
    assertThat(task("multi-label").primaryMetric()).isEqualTo("mAP");
  }
}
