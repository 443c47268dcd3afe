package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs several labels and real values from the command line, up to the report. */
class TargetsRunTest {
  private static final List<String> ARMS = List.of("probe", "mlp", "half", "full", "network");

  @TempDir private Path folder;

  private Path definition(String task, String target) throws IOException {
    return Files.writeString(
        folder.resolve(task + ".yaml"),
        """
        threads: 1
        seeds: [0, 1]
        data:
          name: Scenes
          format: scenes
          target: %s
          train: {count: 60}
          validation: {count: 20}
          test: {count: 20}
          image-height: 16
          image-width: 16
        model:
          preset: tiny
          patch-size: 4
          embed-dim: 24
          depth: 2
          num-heads: 3
          decoder-embed-dim: 16
          decoder-depth: 1
          decoder-num-heads: 2
        pretrain: {epochs: 1, warmup-epochs: 0, batch-size: 16}
        arm-defaults:
          task: %s
          recipe: plain
          initialization: mae
          labels-per-class: 40
          train:
            epochs: 2
            warmup-epochs: 0
            batch-size: 16
            label-smoothing: 0
            augment: {crop-scale-min: 1, flip-probability: 0}
        arms:
          probe: {protocol: linear-probe}
          mlp: {protocol: mlp-probe, head: {hidden-width: 16}}
          half: {protocol: partial-fine-tune, blocks: 0.5}
          full: {protocol: fine-tune}
          network:
            protocol: cnn
            initialization: random
            train: {layer-decay: 1, drop-path: 0}
        report: {baseline: probe}
        """
            .formatted(target, task));
  }

  private Console execute(String... arguments) {
    Console console = new Console();
    assertThat(console.execute(arguments)).as(console.err()).isZero();
    return console;
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "multi-label, labels, mAP, labels.csv, true",
    "regression, values, mae, targets.csv, false"
  })
  void everyProtocolRunsUpToTheReport(
      String task, String target, String metric, String file, boolean higherIsBetter)
      throws IOException {
    execute("run", definition(task, target).toString(), "--out", folder.toString());

    Path run = folder.resolve(task);
    for (String arm : ARMS) {
      Path cell = run.resolve("cells/" + arm + "-s1");
      JsonNode manifest =
          new ObjectMapper().readTree(Files.readString(cell.resolve("manifest.json")));
      assertThat(manifest.get("status").asText()).as(arm).isEqualTo("done");
      assertThat(manifest.get("primaryMetric").asText()).isEqualTo(metric);
      assertThat(manifest.get("higherIsBetter").asBoolean()).isEqualTo(higherIsBetter);
      assertThat(manifest.get("trainImages").asInt()).isEqualTo(40);
      assertThat(cell.resolve(file)).exists();
      assertThat(cell.resolve("confusion.csv")).doesNotExist();
    }
    assertThat(Files.readString(run.resolve("report/comparison.csv")))
        .contains("," + metric + ",")
        .contains("test_" + metric);
    assertThat(run.resolve("report/index.html")).exists();
  }

  @Test
  void theyArePlanned() throws IOException {
    assertThat(execute("describe", definition("regression", "values").toString()).out())
        .contains("regression, linear-probe from mae weights")
        .contains("40 labeled images");
  }

  @Test
  void whatTheTaskRefusesIsToldBeforeTraining() throws IOException {
    assertThat(refused("arms.full.train.label-smoothing=0.1"))
        .contains("arms.full: train.label-smoothing must be 0 for task 'regression'");
    assertThat(folder.resolve("regression")).doesNotExist();
  }

  @Test
  void onlineProbesAreForClasses() throws IOException {
    assertThat(refused("online-probe.every-epochs=1"))
        .contains("online-probe is for data.target: class, got values");
  }

  /** Runs a regression with a value that it refuses, and returns what it says. */
  private String refused(String override) throws IOException {
    Console console = new Console();
    String file = definition("regression", "values").toString();

    int code = console.execute("run", file, "--out", folder.toString(), "--set", override);

    assertThat(code).isEqualTo(2);
    return console.err();
  }
}
