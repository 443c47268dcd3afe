package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Dataset;
import org.vitmae.data.Sample;
import org.vitmae.data.Splits;
import org.vitmae.image.PngWriter;
import org.vitmae.weights.StateDict;
import org.vitmae.weights.WeightsReader;

/** Classifies test images from the command line, and compares with what the run's test scored. */
class ClassifyCommandTest {
  private static final String DEFINITION =
      """
      description: As little as is trained and tested.
      threads: 1
      precision: fp32
      data:
        name: Scenes
        format: scenes
        target: TARGET
        train: {count: 20}
        validation: {count: 4}
        test: {count: 4}
        image-height: 8
        image-width: 8
        workers: 1
      model: {preset: tiny, patch-size: 4, embed-dim: 16, depth: 1, num-heads: 2}
      arm-defaults:
        task: TASK
        recipe: plain
        initialization: random
        train: {epochs: 8, warmup-epochs: 0, batch-size: 4, base-learning-rate: 0.1, label-smoothing: 0}
      arms:
        tuned: {protocol: fine-tune}
      report: {baseline: tuned}
      """;

  @TempDir private Path folder;
  private final Console console = new Console();

  /** Trains an arm and returns its cell's folder. */
  private Path run(String task, String target) throws IOException {
    Path definition = folder.resolve("mine.yaml");
    Files.writeString(definition, DEFINITION.replace("TASK", task).replace("TARGET", target));
    assertThat(console.execute("run", definition.toString(), "--out", folder.toString()))
        .as(console.err())
        .isZero();
    return folder.resolve("mine/cells/tuned-s0");
  }

  private int classify(Path cell, Sample example, String... more) throws IOException {
    Path image = folder.resolve("example.png");
    PngWriter.write(example.image(), image);
    List<String> arguments =
        new ArrayList<>(List.of("classify", "--checkpoint", cell.toString(), "--out"));
    arguments.addAll(List.of(folder.toString(), "--image", image.toString()));
    arguments.addAll(List.of(more));
    return console.execute(arguments.toArray(String[]::new));
  }

  private List<String> table() throws IOException {
    Path values = folder.resolve("example-values.csv");
    return Files.readAllLines(
        Files.exists(values) ? values : folder.resolve("example-classes.csv"));
  }

  /** Returns what an arm says of an example, by name. */
  private Map<String, Double> answers(Path cell, Sample example) throws IOException {
    assertThat(classify(cell, example)).as(console.err()).isZero();
    return table().stream()
        .skip(1)
        .map(line -> line.split(","))
        .collect(
            Collectors.toMap(
                row -> row[row.length - 2], row -> Double.parseDouble(row[row.length - 1])));
  }

  private static Dataset examples(Path cell) {
    ExperimentConfig config =
        DefinitionOptions.reader().read(cell.resolve("config.yaml").toString(), List.of());
    return Splits.open(config.data(), Path.of("")).test().orElseThrow();
  }

  private static double test(Path cell, String metric) throws IOException {
    return Files.readAllLines(cell.resolve("metrics.csv")).stream()
        .map(row -> row.split(","))
        .filter(row -> row[2].equals("test") && row[3].equals(metric))
        .mapToDouble(row -> Double.parseDouble(row[4]))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void probabilitiesAreThoseThatTheTestJudged() throws IOException {
    Path cell = run("classification", "class");
    Dataset test = examples(cell);
    double loss = 0;
    double top1 = 0;
    for (int i = 0; i < test.size(); i++) {
      String truth = test.classNames().get(test.label(i).orElseThrow());
      Map<String, Double> probabilities = answers(cell, test.read(i));
      assertThat(probabilities).containsOnlyKeys(test.classNames());
      loss -= Math.log(probabilities.get(truth)) / test.size();
      top1 += table().get(1).startsWith("1," + truth + ",") ? 1.0 / test.size() : 0;
    }

    assertThat(loss).isEqualTo(test(cell, "loss"), within(1e-5));
    assertThat(top1).isEqualTo(test(cell, "top1"), within(1e-9));
    assertTheConsoleShowsTheBest();
    assertThat(classify(cell, test.read(0), "--least-score", "0.9")).isZero();
    assertThat(table()).hasSizeLessThan(3);
  }

  private void assertTheConsoleShowsTheBest() throws IOException {
    List<String> lines = console.out().lines().toList();
    List<String> last = lines.subList(lines.size() - 8, lines.size());

    assertThat(last.get(0)).startsWith("tuned-s0 of step ").endsWith("example.png and wrote");
    assertThat(last.get(1)).isEqualTo("  " + folder.resolve("example-classes.csv"));
    assertThat(last.subList(2, 8)).isEqualTo(table().subList(0, 6));
  }

  @Test
  void valuesAreToldInTheirOwnUnits() throws IOException {
    Path cell = run("regression", "values");
    Dataset test = examples(cell);
    List<String> scores = Files.readAllLines(cell.resolve("scores.csv"));
    for (int i = 0; i < test.size(); i++) {
      Map<String, Double> values = answers(cell, test.read(i));
      List<Double> truth = test.annotation(i).targets();
      double error = 0;
      for (int t = 0; t < truth.size(); t++) {
        error += Math.abs(values.get(test.classNames().get(t)) - truth.get(t)) / truth.size();
      }
      assertThat(error)
          .isEqualTo(Double.parseDouble(scores.get(i + 1).split(",")[1]), within(1e-4));
    }
    assertThat(table().get(0)).isEqualTo("target,value");

    Files.delete(cell.resolve("targets.csv"));
    assertThat(classify(cell, test.read(0))).isEqualTo(2);
    assertThat(console.err())
        .contains("targets.csv says how they were scaled", "let the run finish");
  }

  @Test
  void aClassifierIsExportedWithItsHead() throws IOException {
    Path cell = run("classification", "class");
    for (boolean encoderOnly : List.of(false, true)) {
      Path out = folder.resolve("exported-" + encoderOnly);
      List<String> command =
          new ArrayList<>(List.of("export", "--checkpoint", cell.toString(), "--out"));
      command.addAll(List.of(out.toString(), "--format", "reference"));
      if (encoderOnly) {
        command.add("--encoder-only");
      }

      assertThat(console.execute(command.toArray(String[]::new))).as(console.err()).isZero();

      try (StateDict written = WeightsReader.tensors(out.resolve("model.safetensors"))) {
        assertThat(written.names()).contains("cls_token", "blocks.0.attn.qkv.weight");
        assertThat(written.names().containsAll(List.of("head.weight", "fc_norm.bias")))
            .isEqualTo(!encoderOnly);
      }
    }
  }
}
