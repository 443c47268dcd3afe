package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Plugins;
import org.vitmae.plugin.Task;

/** Arms and their trials against the tasks of the plugins on the class path. */
class DefinitionCheckTest {
  private static final String GUESSES =
      """
      extends: quickstart
      arms:
        guess: {task: majority, protocol: count, initialization: random}
      report: {baseline: guess}
      """;

  /** A plugin's task whose author forgot something. */
  private static final class Planless implements Task {
    @Override
    public Set<String> protocols() {
      return Set.of("count");
    }

    @Override
    public String primaryMetric() {
      return "top1";
    }

    @Override
    public ArmPlan plan(ArmRequest request) {
      return null;
    }

    @Override
    public Arm prepare(ArmRequest request) {
      return null;
    }
  }

  private static Plugins plugins;
  @TempDir Path folder;

  @BeforeAll
  static void findPlugins() {
    plugins = Plugins.load(Main.class.getClassLoader());
  }

  private static List<String> problems(ExperimentConfig config) {
    return catchThrowableOfType(
            ConfigException.class, () -> DefinitionCheck.run(config, plugins::task))
        .problems();
  }

  private ExperimentConfig read(String yaml, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), yaml);
    return DefinitionOptions.reader().read(file.toString(), List.of(overrides));
  }

  @ParameterizedTest
  @CsvSource({
    "quickstart, classification",
    "quickstart-detection, detection",
    "quickstart-segmentation, segmentation"
  })
  void shippedTasksHaveNoOptions(String experiment, String task) {
    ExperimentConfig config =
        DefinitionOptions.reader()
            .read(
                experiment,
                List.of("arms.scratch.options.speed=fast", "arms.scratch.options.alpha=0.5"));

    assertThat(problems(config))
        .containsExactly(
            "arms.scratch.options: found alpha, speed, but task \"%s\" has none; remove them"
                .formatted(task));
  }

  @Test
  void anArmThatOnlyLooksDoesSoOnce() throws IOException {
    String neighbors =
        """
        extends: quickstart
        arms: {knn: {protocol: knn, initialization: mae, train: {epochs: 2, warmup-epochs: 0, accumulation: 3}}}
        """;

    assertThat(problems(read(neighbors)))
        .hasSize(2)
        .allMatch(
            problem -> problem.contains("protocol 'knn', which looks at every training image"))
        .anyMatch(problem -> problem.startsWith("arms.knn: train.epochs must be 1"))
        .anyMatch(problem -> problem.startsWith("arms.knn: train.accumulation must be 1"));
  }

  @ParameterizedTest
  @CsvSource({
    "quickstart, fine-tune",
    "quickstart-detection, scratch",
    "quickstart-segmentation, scratch"
  })
  void larsWithALayerDecayIsRefusedBeforeAnythingIsTrained(String experiment, String arm) {
    String train = "arms.%s.train.".formatted(arm);
    ExperimentConfig config =
        DefinitionOptions.reader()
            .read(
                experiment,
                List.of(
                    train + "optimizer=lars",
                    train + "layer-decay=0.5",
                    train + "clip-grad-norm=0"));

    assertThat(problems(config))
        .singleElement()
        .asString()
        .startsWith("arms.%s: train.layer-decay must be 1 with optimizer lars".formatted(arm));
  }

  @Test
  void aTaskThatCannotPlanIsNamedWithItsJar() throws IOException {
    ExperimentConfig config = read(GUESSES);

    assertThatThrownBy(() -> DefinitionCheck.run(config, name -> new Planless()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "the task majority of .*/test-classes/ failed to plan an arm of protocol count")
        .hasRootCauseMessage("the plan is null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"libtorch", "deeplearning4j"})
  void aProbeNeedsSeveralImagesAtATime(String engine) {
    ExperimentConfig config =
        DefinitionOptions.reader()
            .read(
                "quickstart",
                List.of(
                    "arms.linear-probe.train.batch-size=1",
                    "arms.linear-probe.head.engine=" + engine));

    assertThat(problems(config))
        .singleElement()
        .asString()
        .contains("linear-probe", "train.batch-size must be 2 or more");
  }

  @Test
  void misspeltOptionsAndWrongValuesAreNamed() throws IOException {
    assertThat(problems(read(GUESSES, "arms.guess.options.rarist=true")))
        .containsExactly(
            "arms.guess.options.rarist: unknown option of task \"majority\"; the nearest valid one"
                + " is rarest");
    assertThat(problems(read(GUESSES, "arms.guess.options.rarest=3")))
        .containsExactly("arms.guess.options.rarest: found \"3\", must be true or false");
  }

  @Test
  void trialsAreCheckedBeforeAnythingIsTrained() throws IOException {
    String swept = GUESSES + "sweeps: {guess: {keys: {arms.guess.options.rarest: [true, 3]}}}\n";

    assertThat(problems(read(swept)))
        .containsExactly(
            "sweeps.guess, trial 1 (arms.guess.options.rarest=3): arms.guess.options.rarest:"
                + " found \"3\", must be true or false");
    assertThat(problems(read(swept.replace("rarest", "rarist"))))
        .containsExactly(
            "sweeps.guess, trial 0 (arms.guess.options.rarist=true): arms.guess.options.rarist: unknown option of task \"majority\"; the nearest valid one"
                + " is rarest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "masking.ratio: [0.75, 0.99] | masking.ratio=0.99 | masking.ratio is 0.99, which keeps 0 of 64 patches; at least one must be kept and one removed",
        "masking.ratio: [0.75, 7] | masking.ratio=7 | masking.ratio (the sweep): found 7, must be from 0 to 0.99",
        "arms.fine-tune.blocks: [4, 9] | arms.fine-tune.blocks=9 | arms.fine-tune: blocks must be at most the model's 4 for protocol 'partial-fine-tune', got 9.0; lower it in this arm.",
        "model.depth: [4, 2] | model.depth=2 | arms.fine-tune: blocks must be at most the model's 2 for protocol 'partial-fine-tune', got 4.0; lower it in this arm.",
        "arms.fine-tune.protocol: [fine-tune, finetune] | arms.fine-tune.protocol=finetune | arms.fine-tune.protocol: found \"finetune\", must be one of cnn, fine-tune, knn, linear-probe, mlp-probe, partial-fine-tune, resnet50, supervised",
        "arms.fine-tune.train.validate-every-epochs: [1, 0] | arms.fine-tune.train.validate-every-epochs=0 | arms.fine-tune.train.validate-every-epochs: found 0, but trials are compared by validation; set it to 1 or more",
      })
  void whatOnlyATrialHasWrongIsToldOnceAndWithItsValues(String swept, String values, String problem)
      throws IOException {
    String yaml =
        """
        extends: quickstart
        arms: {fine-tune: {protocol: partial-fine-tune, blocks: 4}}
        sweeps: {fine-tune: {keys: {%s, arms.fine-tune.train.weight-decay: [0, 0.1]}}}
        """;

    assertThat(problems(read(yaml.formatted(swept))))
        .containsExactly(
            "sweeps.fine-tune, trial 2 (%s; arms.fine-tune.train.weight-decay=0): %s"
                .formatted(values, problem));
  }

  @Test
  void trialsNeedValidationExamples() throws IOException {
    String yaml =
        """
        extends: quickstart
        data: {validation: {count: 0}, validation-fraction: 0}
        sweeps: {scratch: {keys: {arms.scratch.train.weight-decay: [0, 0.1]}}}
        """;

    assertThat(problems(read(yaml)))
        .singleElement()
        .asString()
        .startsWith("sweeps.scratch, trial 0 (arms.scratch.train.weight-decay=0): ")
        .endsWith(
            "data.validation: missing, but trials are compared on it; set it or data.validation-fraction");
  }

  @Test
  void whatTheDefinitionHasWrongIsNotToldOfItsTrialsAgain() throws IOException {
    String yaml =
        """
        extends: quickstart
        masking: {ratio: 0}
        sweeps: {fine-tune: {keys: {arms.fine-tune.train.weight-decay: [0, 0.1]}}}
        """;

    assertThat(problems(read(yaml)))
        .singleElement()
        .asString()
        .startsWith("masking.ratio is 0.0, which keeps 64 of 64 patches");
  }
}
