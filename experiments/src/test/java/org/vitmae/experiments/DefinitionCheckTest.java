package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Plugins;

/** Options of arms against the tasks of the plugins on the class path. */
class DefinitionCheckTest {
  private static final String GUESSES =
      """
      extends: quickstart
      arms:
        guess: {task: majority, protocol: count, initialization: random}
      report: {baseline: guess}
      """;

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
        .containsExactly("arms.guess.options.rarest: found \"3\", must be true or false");
    assertThat(problems(read(swept.replace("rarest", "rarist"))))
        .containsExactly(
            "arms.guess.options.rarist: unknown option of task \"majority\"; the nearest valid one"
                + " is rarest");
  }
}
