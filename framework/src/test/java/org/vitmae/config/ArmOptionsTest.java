package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of arms are keys like any other, but for their names. */
class ArmOptionsTest {
  private static final String ARMS =
      """
      data: {name: Scenes, format: scenes}
      arm-defaults: {protocol: count, initialization: random, options: {mode: fast, steps: 3}}
      arms:
        zebra: {options: {mode: exact, alpha: 0.5, is-on: true, "007": "007"}}
        ape: {}
      report: {baseline: ape}
      """;

  private final ConfigReader reader = new ConfigReader(getClass().getClassLoader());
  @TempDir Path folder;

  private ExperimentConfig read(String yaml, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), yaml);
    return reader.read(file.toString(), List.of(overrides));
  }

  private Map<String, String> options(String arm, String... overrides) throws IOException {
    return read(ARMS, overrides).arms().get(arm).options();
  }

  private List<String> problems(String yaml, String... overrides) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml, overrides));
    return e.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
  }

  @Test
  void valuesAreTextsInTheOrderOfTheirNames() throws IOException {
    assertThat(options("zebra"))
        .containsExactly(
            entry("007", "007"),
            entry("alpha", "0.5"),
            entry("is-on", "true"),
            entry("mode", "exact"),
            entry("steps", "3"));
  }

  @Test
  void armDefaultsStandUnderEveryArm() throws IOException {
    assertThat(options("ape")).containsExactly(entry("mode", "fast"), entry("steps", "3"));
    assertThat(read(ARMS.replace("options: {mode: fast, steps: 3}", "")).arms().get("ape"))
        .extracting(ArmConfig::options)
        .isEqualTo(Map.of());
  }

  @Test
  void overridesWin() throws IOException {
    assertThat(
            options(
                "ape",
                "arms.ape.options.alpha=1e-3",
                "arms.ape.options.mode=",
                "arm-defaults.options.steps=4"))
        .containsOnly(entry("alpha", "0.001"), entry("mode", ""), entry("steps", "4"));
  }

  @Test
  void eachMakesAnArmPerValue() throws IOException {
    String yaml = ARMS.replace("ape: {}", "ape: {each: {options.alpha: [0.5, big]}}");

    Map<String, ArmConfig> arms = read(yaml).arms();

    assertThat(arms).containsOnlyKeys("zebra", "ape-0_5", "ape-big");
    assertThat(arms.get("ape-0_5").options()).containsEntry("alpha", "0.5");
    assertThat(arms.get("ape-big").options())
        .containsEntry("alpha", "big")
        .containsEntry("mode", "fast");
    assertThat(arms.get("ape-big").axis()).isEqualTo(new AxisConfig("ape", "options.alpha", "big"));
    assertThat(read(ARMS, "arms.ape.each.options.alpha=[7]").arms()).containsKey("ape-7");
  }

  @Test
  void sweepsTryThem() throws IOException {
    ExperimentConfig config =
        read(ARMS + "sweeps: {ape: {keys: {arms.ape.options.alpha: [0.5, 1]}}}\n");

    assertThat(config.sweeps().get("ape").keys().get("arms.ape.options.alpha").values())
        .containsExactly("0.5", "1");
    assertThat(
            reader
                .with(config, List.of("arms.ape.options.alpha=1"), "a sweep")
                .arms()
                .get("ape")
                .options())
        .containsEntry("alpha", "1");
  }

  @Test
  void resolvedDefinitionReadsBackEqual() throws IOException {
    ExperimentConfig config = read(ARMS, "arms.ape.options.text=\"a \\\"b\\\": #\"");

    assertThat(ConfigWriter.yaml(config)).contains("      \"alpha\": \"0.5\"\n");
    assertThat(read(ConfigWriter.yaml(config))).isEqualTo(config);
  }

  @Test
  void theyAreWhatARunIsIdentifiedBy() throws IOException {
    String hash = ConfigWriter.hash(read(ARMS));

    assertThat(ConfigWriter.hash(read(ARMS, "arms.ape.options.mode=slow"))).isNotEqualTo(hash);
    assertThat(ConfigWriter.hash(read(ARMS, "arms.ape.options.engine=a")))
        .isNotEqualTo(hash)
        .isNotEqualTo(ConfigWriter.hash(read(ARMS, "arms.ape.options.engine=b")));
    assertThat(
            ConfigWriter.hash(read(ARMS.replace("mode: fast, steps: 3", "steps: 3, mode: fast"))))
        .as("in another order")
        .isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpha: [1, 2] | arms.ape.options.alpha (mine.yaml): found [1, 2], must be text, a number, true or false; put anything else in quotes",
        "alpha: []     | arms.ape.options.alpha (mine.yaml): found [], must be text, a number, true or false; put anything else in quotes",
        "alpha: {b: 1} | arms.ape.options.alpha (mine.yaml): found a section, must be text, a number, true or false; put anything else in quotes",
        "a.b: 1        | arms.ape.options.a.b (mine.yaml): write it nested, one section per line; only --set takes dotted keys"
      })
  void everythingElseIsRefused(String option, String problem) {
    assertThat(problems(ARMS.replace("ape: {}", "ape: {options: {" + option + "}}")))
        .containsExactly(problem);
  }

  @Test
  void datesAreRefusedForWantOfOneSpelling() {
    assertThat(problems(ARMS, "arms.ape.options.day=2026-01-02"))
        .singleElement()
        .asString()
        .startsWith("arms.ape.options.day (--set): found ")
        .endsWith("must be text, a number, true or false; put anything else in quotes");
  }

  @Test
  void theyAreASection() {
    assertThat(problems(ARMS, "arms.ape.options=3"))
        .contains("arms.ape.options (--set): must be a section with keys of its own");
    assertThat(problems(ARMS, "arms.ape.option.alpha=3"))
        .containsExactly(
            "arms.ape.option (--set): unknown key; the nearest valid key is arms.ape.options");
  }
}
