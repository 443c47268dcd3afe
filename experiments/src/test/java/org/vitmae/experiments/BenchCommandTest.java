package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.bench.BenchRow;
import org.vitmae.bench.BenchTable;

class BenchCommandTest {
  private final Console console = new Console();

  @ParameterizedTest
  @CsvSource({
    "--model, giant, '--model is ''giant''; it must be tiny, small, base, large or huge'",
    "--steps, 0, --steps is 0; it must be at least 1",
    "--batch, -1, --batch is -1; it must be at least 1",
    "--soak, 50, --soak is 50; it must be at least 51",
    "--device, tpu, 'device is ''tpu''; it must be auto, cpu, cuda or cuda:<number>'",
    "--precision, fp8, 'precision is ''fp8''; it must be auto, fp32 or bf16'"
  })
  void wrongValueIsTheUsersFault(String option, String value, String message) {
    assertThat(console.execute("bench", option + "=" + value)).isEqualTo(2);
    assertThat(console.err().strip()).isEqualTo("vitmae: " + message);
    assertThat(console.out()).isEmpty();
  }

  @Test
  void onlyOneThingIsDoneInstead() {
    assertThat(console.execute("bench", "--mask-tokens", "--soak=100")).isEqualTo(2);
    assertThat(console.err()).contains("--mask-tokens").contains("mutually exclusive");
  }

  @Test
  void armsOfAnUnknownDefinitionAreTheUsersFault() {
    assertThat(console.execute("bench", "--arms=quickstar")).isEqualTo(2);
    assertThat(console.err()).contains("quickstar").contains("quickstart");
    assertThat(console.out()).doesNotContain("peak_share_percent");
  }

  @Test
  @Tag("slow")
  void timesTheArmsOfADefinitionThatTrain(@TempDir Path folder) throws IOException {
    Path definition =
        Files.writeString(
            folder.resolve("objects.yaml"),
            """
            description: a test
            data: {name: d, format: coco, image-height: 32, image-width: 32,
              train: {path: nowhere, labels: a.json, images: b}, test: {path: nowhere, labels: a.json, images: b}}
            model: {preset: tiny, patch-size: 8, embed-dim: 16, depth: 4, num-heads: 2}
            arm-defaults: {task: detection, recipe: detection, initialization: random,
              detector: {channels: 16, tower-depth: 1, hidden-width: 16}, train: {batch-size: 2}}
            arms:
              fcos: {protocol: fcos}
              masks: {protocol: mask-rcnn, detector: {heads: vitdet}}
              cnn: {protocol: cnn, train: {layer-decay: 1, drop-path: 0}}
            report: {baseline: fcos}
            """);
    Path csv = folder.resolve("bench.csv");

    assertThat(
            console.execute(
                "bench", "--arms=" + definition, "--csv=" + csv, "--threads=1", "--steps=1"))
        .isZero();

    assertThat(Files.readAllLines(csv))
        .extracting(line -> line.split(",")[0])
        .containsExactly("case", "train objects fcos", "train objects masks", "train objects cnn");
  }

  @Test
  void peersWriteTheSameColumns() throws IOException {
    Path script =
        Path.of(System.getProperty("basedir", "."))
            .resolveSibling("docs")
            .resolve("peers/mae_peers.py");
    String source = Files.readString(script);
    int begin = source.indexOf("COLUMNS = [");
    List<String> columns =
        Pattern.compile("\"(\\w+)\"")
            .matcher(source.substring(begin, source.indexOf("]", begin)))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(columns).isEqualTo(BenchTable.header());
  }

  @Test
  void columnsAreAlignedAndTheFileHasAllRowsSoFar(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("rows.csv");
    BenchPrinter printer =
        new BenchPrinter(new BenchTable("cpu", 2), console.writer(), Optional.of(csv));
    printer.accept(new BenchRow("first", "fp32", 1, 2, 3, Map.of()));
    assertThat(Files.readAllLines(csv)).hasSize(2);
    printer.accept(new BenchRow("second", "fp32", 1, 2, 3, Map.of()));
    assertThat(Files.readAllLines(csv)).hasSize(3);
    assertThat(console.out().lines()).hasSize(3);
    assertThat(console.out())
        .startsWith("case  ")
        .contains("  peak_share_percent  ")
        .doesNotContain("device")
        .doesNotContain("threads");
    int width = console.out().indexOf(System.lineSeparator());
    assertThat(console.out().indexOf("optimizer_ms")).isBetween(0, width);
  }
}
