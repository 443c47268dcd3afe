package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EachTest {
  private static final String ARMS =
      """
      data: {name: Scenes, format: scenes}
      arm-defaults: {protocol: fine-tune, train: {epochs: 7}}
      arms:
        tune: {initialization: mae, each: {labels-per-class: [1, 5]}}
        scratch: {initialization: random, each: {labels-per-class: [5, 20]}}
      report: {baseline: scratch}
      """;

  private final ConfigReader reader = new ConfigReader(getClass().getClassLoader());
  @TempDir Path folder;

  private ExperimentConfig read(String yaml, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), yaml);
    return reader.read(file.toString(), List.of(overrides));
  }

  private List<String> problems(String yaml, String... overrides) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml, overrides));
    return e.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
  }

  @Test
  void oneArmPerValueKeepsAllElse() throws IOException {
    ExperimentConfig config = read(ARMS);

    assertThat(List.copyOf(config.arms().keySet()))
        .containsExactly("tune-1", "tune-5", "scratch-5", "scratch-20");
    ArmConfig five = config.arms().get("tune-5");
    assertThat(five.labelsPerClass()).isEqualTo(5);
    assertThat(five.axis()).isEqualTo(new AxisConfig("tune", "labels-per-class", "5"));
    assertThat(five.initialization()).isEqualTo(ArmConfig.Initialization.MAE);
    assertThat(five.train().epochs()).isEqualTo(7);
  }

  @Test
  void armsAreComparedWithTheBaselineOfEqualValue() throws IOException {
    ExperimentConfig config = read(ARMS);

    assertThat(config.baseline("tune-5")).hasValue("scratch-5");
    assertThat(config.baseline("tune-1")).isEmpty();
    assertThat(read(ARMS, "report.baseline=tune-1").baseline("scratch-20")).hasValue("tune-1");
  }

  @Test
  void overridesReplaceValuesAndReachNestedKeys() throws IOException {
    assertThat(read(ARMS, "arms.tune.each.labels-per-class=[2]").arms())
        .containsOnlyKeys("tune-2", "scratch-5", "scratch-20");
    assertThat(read(ARMS, "arms.tune.each.train.epochs=[9]").arms().get("tune-9").train().epochs())
        .isEqualTo(9);
  }

  @Test
  void resolvedDefinitionReadsBackEqual() throws IOException {
    ExperimentConfig config = read(ARMS);

    assertThat(read(ConfigWriter.yaml(config))).isEqualTo(config);
  }

  @Test
  void defaultsMultiplyEveryArmAndFilesMayDotKeys() throws IOException {
    String yaml =
        """
        data: {name: Scenes, format: scenes}
        arm-defaults: {initialization: mae, protocol: fine-tune, each: {train.epochs: [5, 6]}}
        arms: {a: {task: classification}, b: {train: {warmup-epochs: 1}}}
        report: {baseline: a}
        """;
    assertThat(read(yaml).arms()).containsOnlyKeys("a-5", "a-6", "b-5", "b-6");
    assertThat(read(yaml).arms().get("b-6").train().epochs()).isEqualTo(6);
  }

  @Test
  void namesOfArmsHoldNoDotsSoThatTheirKeysCanBeOverridden() throws IOException {
    ExperimentConfig config = read(ARMS, "arms.tune.each.label-fraction=[0.01, 1]");

    assertThat(config.arms()).containsKeys("tune-0_01", "tune-1");
    assertThat(
            read(ConfigWriter.yaml(config), "arms.tune-0_01.train.epochs=9")
                .arms()
                .get("tune-0_01")
                .train()
                .epochs())
        .isEqualTo(9);
  }

  @Test
  void problemsNameKeyAndPlace() {
    assertThat(
            problems(
                ARMS.replace("each: {labels-per-class: [1, 5]}", "each: {label-per-class: [1]}")))
        .containsExactly(
            "arms.tune.each (mine.yaml): unknown key label-per-class; the nearest valid key is labels-per-class");
    assertThat(problems(ARMS.replace("[1, 5]", "[1, 1]")))
        .containsExactly(
            "arms.tune.each: two arms would be called tune-1; give other values or names");
    assertThat(problems(ARMS.replace("each: {labels-per-class: [1, 5]}", "each: 3")))
        .anyMatch(p -> p.startsWith("arms.tune.each (mine.yaml): must be one key of the arm"));
    assertThat(problems(ARMS.replace("[1, 5]", "[1, -5]")))
        .containsExactly("arms.tune--5.labels-per-class (each): found -5, must be at least 0");
  }
}
