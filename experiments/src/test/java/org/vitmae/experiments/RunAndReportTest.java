package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.run.Manifest;
import org.vitmae.run.Usage;

/** Holds what runs write to what reports read. */
class RunAndReportTest {
  private static final String DEFINITION =
      """
      description: As little as makes every part of a report.
      threads: 1
      seeds: [0, 1]
      data:
        name: Scenes
        format: scenes
        train: {count: 32}
        validation: {count: 8}
        test: {count: 12}
        image-height: 8
        image-width: 8
        workers: 1
      model: {preset: tiny, patch-size: 4, embed-dim: 16, depth: 1, num-heads: 2}
      arm-defaults:
        recipe: plain
        initialization: random
        train: {epochs: 1, warmup-epochs: 0, batch-size: 8}
      arms:
        tune:
          protocol: fine-tune
          each: {label-fraction: [0.5, 1]}
          train: {batch-size: 4, accumulation: 2}
        neighbors: {protocol: knn, axis: {group: neighbors, key: label-fraction, value: "1"}}
      sweeps:
        neighbors: {keys: {arms.neighbors.train.batch-size: [4, 8]}}
      report: {baseline: tune}
      """;

  @Test
  void everyArmIsComparedOverSeedsAndImages(@TempDir Path folder) throws IOException {
    Path definition = Files.writeString(folder.resolve("all.yaml"), DEFINITION);
    Console console = new Console();

    int exit = console.execute("run", definition.toString(), "--out", folder.toString());

    assertThat(console.err()).isEmpty();
    assertThat(exit).isZero();
    Path report = folder.resolve("all/report");
    assertThat(Files.readAllLines(report.resolve("comparison.csv")))
        .hasSize(4)
        .anyMatch(row -> row.contains("neighbors") && row.contains("seeds and test images"));
    assertThat(Files.readAllLines(report.resolve("axis.csv"))).hasSize(4);
    assertThat(Files.readString(report.resolve("index.html"))).contains("2 trials");
    assertCostIsThatOfTheImagesSeen(folder.resolve("all/cells"));
    assertTrialsAreNotedByTheirArm(folder.resolve("all/cells"));
  }

  /** All 32 examples make 4 updates of 2 x 4, half of them make 2; both in one epoch. */
  private static void assertCostIsThatOfTheImagesSeen(Path cells) throws IOException {
    Usage half = manifest(cells, "tune-0_5-s1").usage();
    Usage all = manifest(cells, "tune-1-s1").usage();

    assertThat(half.imagesSeen()).isEqualTo(2 * 2 * 4);
    assertThat(all.imagesSeen()).isEqualTo(4 * 2 * 4);
    assertThat(half.flops()).isPositive().isEqualTo(all.flops() / 2);
  }

  private static void assertTrialsAreNotedByTheirArm(Path cells) throws IOException {
    String note = "Chosen among 2 trials by top1";

    assertThat(manifest(cells, "neighbors-s0").notes()).anyMatch(n -> n.startsWith(note));
    assertThat(manifest(cells, "neighbors-s1").notes()).anyMatch(n -> n.startsWith(note));
    assertThat(manifest(cells, "trial-neighbors-0-s0").notes())
        .contains("A trial: measured on the validation split only.")
        .noneMatch(n -> n.startsWith(note));
    assertThat(manifest(cells, "tune-1-s0").notes()).noneMatch(n -> n.startsWith(note));
  }

  private static Manifest manifest(Path cells, String name) throws IOException {
    return Manifest.read(cells.resolve(name).resolve("manifest.json"));
  }
}
