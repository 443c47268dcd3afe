package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("golden")
class ParityCommandTest {
  private static final String FIXTURES =
      System.getProperty("basedir", ".") + "/../framework/src/test/resources/golden";

  @TempDir Path folder;
  private final Console console = new Console();

  @Test
  void everyTensorIsALineWithItsVerdict() {
    assertThat(console.execute("parity", FIXTURES, "--device", "cpu")).isZero();
    assertThat(console.out())
        .startsWith("libtorch on cpu, fp32, ")
        .containsPattern("pos_embed/sincos\\.\\S+ +\\S+ +1\\.00e-06  ok\n")
        .containsPattern("\n\\d+ compared, \\d+ ok, 0 FAIL\n");
  }

  @Test
  void theSecondEngineSaysWhatItLeavesOut() {
    assertThat(console.execute("parity", FIXTURES, "--device", "cpu", "--engine", "deeplearning4j"))
        .isZero();
    assertThat(console.out())
        .startsWith("deeplearning4j on cpu, fp32, ")
        .containsPattern("mae_tiny/gradients\\.\\S+ +\\S+ +\\S+  ok\n")
        .containsPattern("adamw/clip_accum2\\.final\\.\\S+ +\\S+ +2\\.00e-05  ok\n")
        .containsPattern(
            "\nleft out, as deeplearning4j computes nothing of them: .*\\bhf\\b.*\\bsegmentation\n")
        .containsPattern("\n\\d+ compared, \\d+ ok, 0 FAIL\n");
  }

  @Test
  void theSecondEngineHasNoBfloat16() {
    assertThat(
            console.execute(
                "parity", FIXTURES, "--engine", "deeplearning4j", "--precision", "bf16"))
        .isEqualTo(2);
    assertThat(console.err()).contains("computes on the CPU in fp32", "choose libtorch");
  }

  @Test
  void differenceFailsTheCheck() throws IOException {
    String recorded = Files.readString(Path.of(FIXTURES, "schedules.json"));
    Files.writeString(
        folder.resolve("schedules.json"),
        recorded.replaceFirst("(\"lr\": *\\[\\s*)[0-9.eE+-]+", "$1 0.5"));
    assertThat(console.execute("parity", folder.toString(), "--device", "cpu")).isEqualTo(1);
    assertThat(console.out())
        .containsPattern("schedules/lr_schedules\\[0\\]\\S* +5\\.00e-01 +\\S+  FAIL\n")
        .endsWith(" 1 FAIL" + System.lineSeparator());
    assertThat(console.err()).isEmpty();
  }

  @Test
  void missingFolderIsTheUsersFault() {
    String absent = folder.resolve("absent").toString();
    assertThat(console.execute("parity", absent)).isEqualTo(2);
    assertThat(console.err()).startsWith("vitmae: " + absent + " is not a folder");
  }

  @Test
  void folderWithoutFixturesIsTheUsersFault() {
    assertThat(console.execute("parity", folder.toString(), "--device", "cpu")).isEqualTo(2);
    assertThat(console.err()).contains("holds none of the fixtures known", "mae_tiny");
  }

  @Test
  void unknownEngineIsToldTheChoices() {
    assertThat(console.execute("parity", FIXTURES, "--engine", "jax")).isEqualTo(2);
    assertThat(console.err())
        .contains("--engine is 'jax'; it must be one of [libtorch, deeplearning4j]")
        .doesNotContain("\tat ");
  }
}
