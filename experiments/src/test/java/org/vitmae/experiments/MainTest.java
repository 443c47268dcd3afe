package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private final Console console = new Console();

  @Test
  void listShowsEveryExperiment() {
    assertThat(console.execute("list")).isZero();
    assertThat(console.out()).contains("quickstart  ", "imagenet-vit-huge  ");
  }

  @Test
  void misspeltExperimentIsTheUsersFault() {
    assertThat(console.execute("describe", "quikstart")).isEqualTo(2);
    assertThat(console.err())
        .startsWith("vitmae: quikstart: no such experiment, did you mean quickstart")
        .doesNotContain("\tat ");
  }

  @Test
  void everyProblemIsALine() {
    assertThat(console.execute("describe", "quickstart", "--set", "a=1", "--set", "b.c=2"))
        .isEqualTo(2);
    assertThat(console.err().lines().toList())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("unknown key"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list --colour | Unknown option: '--colour' | vitmae list --help",
        "runn quickstart | Unmatched arguments from index 0: 'runn', 'quickstart' | Did you mean: vitmae run",
        "run quickstart --resum | Unknown option: '--resum' | Possible solutions: --resume",
        "report | Missing required parameter: 'DIR' | vitmae report --help",
        "bench --steps=few | Invalid value for option '--steps': 'few' is not an int | vitmae bench --help",
      })
  void aWrongCommandLineIsOneMessage(String arguments, String message, String help) {
    assertThat(console.execute(arguments.split(" "))).isEqualTo(2);
    assertThat(console.err()).startsWith("vitmae: " + message).contains(help);
    assertThat(console.err().lines()).hasSizeLessThanOrEqualTo(3);
    assertThat(console.out()).isEmpty();
  }

  @Test
  void aNameThatCannotBeExpressedSaysWhatToDo() {
    assertThat(console.execute("report", "r\0nd")).isEqualTo(2);
    assertThat(console.err()).contains("The name 'r", "LC_ALL=C.UTF-8");
  }

  @Test
  void everyCommandTellsTheVersion() {
    assertThat(console.execute("bench", "--version")).isZero();
    assertThat(console.out()).startsWith("vitmae ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--soak=60 --csv=x.csv | --csv has no effect together with --soak",
        "--growth=x --csv=x.csv | --csv has no effect together with --growth",
        "--soak=60 --steps=2 | --steps has no effect together with --soak",
        "--arms=quickstart --model=tiny | --model has no effect together with --arms",
        "--csv=. | --csv is ., a folder",
        "--arms=fashion-mnist-pretraining | fashion-mnist-pretraining has no arms",
      })
  void benchRefusesWhatItWouldNotDo(String options, String message) {
    assertThat(console.execute(("bench " + options).split(" "))).isEqualTo(2);
    assertThat(console.err()).contains("vitmae: " + message);
  }

  @Test
  void withoutACommandAllAreListed() {
    assertThat(console.execute()).isEqualTo(2);
    assertThat(console.err()).contains("Usage: vitmae", "reconstruct", "bench");
  }

  @Test
  void missingRunFolderIsTheUsersFault(@TempDir Path folder) {
    assertThat(console.execute("report", folder.resolve("absent").toString())).isEqualTo(2);
    assertThat(console.err()).contains("absent").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"--tflops,0", "--images-per-second,-5", "--tflops,NaN"})
  void aSpeedIsAboveZero(String option, String value) {
    assertThat(console.execute("describe", "quickstart", option + "=" + value)).isEqualTo(2);
    assertThat(console.err()).contains(option + ": found").contains("must be above 0");
  }

  @Test
  void onlyOneSpeedCanBeStated() {
    assertThat(console.execute("describe", "quickstart", "--tflops=1", "--images-per-second=2"))
        .isEqualTo(2);
    assertThat(console.err()).contains("mutually exclusive");
  }

  @Test
  void pluginsAreListed() {
    assertThat(console.execute("plugins")).isZero();
    assertThat(console.out()).isNotBlank();
  }
}
