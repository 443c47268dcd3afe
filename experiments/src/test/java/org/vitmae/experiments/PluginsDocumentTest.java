package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/plugins.md to what it shows. */
class PluginsDocumentTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path EXAMPLE = MODULE.resolve("src/test/java/com/example/cover");

  private static String document() throws IOException {
    return Files.readString(MODULE.resolveSibling("docs").resolve("plugins.md"));
  }

  @Test
  void itsPluginIsTheOneThatCompiles() throws IOException {
    for (String file : List.of("CoverPlugin", "CoverTask", "CoverModel", "CoverArm")) {
      assertThat(document()).contains(Files.readString(EXAMPLE.resolve(file + ".java")).strip());
    }
  }

  @Test
  void itsExperimentRuns(@TempDir Path folder) throws IOException {
    Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(document());
    assertThat(yaml.find()).isTrue();
    Path definition = Files.writeString(folder.resolve("cover.yaml"), yaml.group(1));
    Console console = new Console();

    int exit =
        console.execute(
            "run",
            definition.toString(),
            "--out=" + folder,
            "--set=threads=1",
            "--set=data.train.count=300",
            "--set=data.test.count=40",
            "--set=model.embed-dim=24",
            "--set=model.depth=1",
            "--set=pretrain.epochs=4",
            "--set=arms.fine-tune.labels-per-class=10",
            "--set=arms.scratch.labels-per-class=10",
            "--set=arms.fine-tune.train.epochs=10",
            "--set=arms.scratch.train.epochs=10",
            "--set=arms.scratch.train.base-learning-rate=0.05");

    assertThat(console.err()).isEmpty();
    assertThat(exit).isZero();
    Path cell = folder.resolve("cover/cells/fine-tune-s0");
    assertThat(Files.readString(cell.resolve("manifest.json")))
        .contains("\"primaryMetric\" : \"cover_error\"", "\"higherIsBetter\" : false");
    assertThat(Files.readAllLines(cell.resolve("weights.csv")))
        .anyMatch(row -> row.startsWith("blocks.0.attn.qkv.weight,used"))
        .anyMatch(row -> row.startsWith("head.weight,initial"));
    assertThat(Files.readAllLines(cell.resolve("scores.csv"))).hasSize(1 + 40);
    List<String> rows = Files.readAllLines(folder.resolve("cover/report/comparison.csv"));
    int mean = Arrays.asList(rows.get(0).split(",", -1)).indexOf("mean");
    assertThat(rows).hasSize(3);
    // Boxes take more than half of most scenes: untrained, the arm errs by that.
    assertThat(Double.parseDouble(rows.get(2).split(",", -1)[mean])).isBetween(0.01, 0.3);
  }
}
