package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README to what it shows. */
class ReadmeTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path README = MODULE.resolveSibling("README.md");
  private static final Path EXAMPLE = MODULE.resolve("src/test/java/com/example/majority");

  @Test
  void examplePluginIsTheOneThatCompiles() throws IOException {
    String readme = Files.readString(README);
    for (String file : List.of("MajorityPlugin", "MajorityTask", "MajorityArm")) {
      assertThat(readme).contains(Files.readString(EXAMPLE.resolve(file + ".java")).strip());
    }
  }

  private static Path floor(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("floor.yaml"),
        """
        description: How far guessing gets.
        data:
          name: Scenes
          format: scenes
          train: {count: 64}
          validation: {count: 16}
          test: {count: 32}
          image-height: 16
          image-width: 16
        model: {preset: tiny, patch-size: 4, embed-dim: 16, depth: 1, num-heads: 2}
        arm-defaults:
          task: majority
          protocol: count
          initialization: random
          train: {epochs: 1, warmup-epochs: 0, batch-size: 16}
        arms:
          guess: {}
          rare: {options: {rarest: true}}
        report: {baseline: guess}
        """);
  }

  @Test
  void examplePluginRuns(@TempDir Path folder) throws IOException {
    Path definition = floor(folder);
    Console console = new Console();

    int exit =
        console.execute("run", definition.toString(), "--out", folder.resolve("runs").toString());

    assertThat(console.err()).isEmpty();
    assertThat(exit).isZero();
    List<String> rows = Files.readAllLines(folder.resolve("runs/floor/report/comparison.csv"));
    assertThat(rows).hasSize(3);
    assertThat(rows.get(1)).contains("guess").contains("majority").contains("counting");
    int top1 = List.of(rows.get(0).split(",", -1)).indexOf("mean");
    assertThat(rows.get(2).split(",", -1)[top1])
        .as("its option reaches the arm")
        .isNotEqualTo(rows.get(1).split(",", -1)[top1]);
    assertWhatItLearnedIsItsOwn(folder.resolve("runs/floor/cells/guess-s0").toString());
  }

  private static void assertWhatItLearnedIsItsOwn(String cell) {
    Console console = new Console();
    String out = cell + "-exported";

    assertThat(console.execute("inspect", cell)).isEqualTo(2);
    assertThat(
            console.execute("export", "--checkpoint", cell, "--format", "reference", "--out", out))
        .isEqualTo(2);
    assertThat(console.execute("classify", "--checkpoint", cell, "--image", "absent.png"))
        .isEqualTo(2);

    assertThat(console.err().lines().toList()).hasSize(3);
    assertThat(console.err().lines().limit(2))
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("has no weights of a Vision Transformer (model.safetensors)")
                    .contains("a plugin's own learner"));
    assertThat(console.err())
        .contains("the arm guess of task majority")
        .contains("give one of an arm of task classification or multi-label or regression");
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void aMisspeltOptionOfTheExamplePluginIsRefused(@TempDir Path folder) throws IOException {
    Console console = new Console();

    int exit =
        console.execute("run", floor(folder).toString(), "--set", "arms.guess.options.rarist=true");

    assertThat(exit).isEqualTo(2);
    assertThat(console.err())
        .contains(
            "arms.guess.options.rarist: unknown option of task \"majority\"; the nearest valid one"
                + " is rarest");
  }
}
