package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Dataset;
import org.vitmae.data.Splits;
import org.vitmae.data.Standardization;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellKind;
import org.vitmae.train.Progress;
import org.vitmae.train.StopSignal;

class CellTrainerTest {
  private static final String DEFINITION =
      """
      threads: 1
      data:
        name: Scenes
        format: scenes
        train: {count: 60}
        test: {count: 2}
        validation-fraction: 0
        image-height: 8
        image-width: 8
        workers: 1
      model: {preset: tiny, patch-size: 4, embed-dim: 16, depth: 1, num-heads: 2}
      arms:
        any:
          protocol: answer
          recipe: plain
          initialization: random
          train: {epochs: 1, warmup-epochs: 0, batch-size: 1}
      report: {baseline: any}
      """;

  @TempDir private Path folder;

  private ExperimentConfig config(String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), DEFINITION);
    return DefinitionOptions.reader().read(file.toString(), List.of(overrides));
  }

  /** Trains the arm's cell of a seed and returns its task. */
  private AnsweringTask train(long seed, ExperimentConfig config) throws IOException {
    AnsweringTask task = new AnsweringTask(Map.of("score", 1.0));
    CellTraining.Request request =
        new CellTraining.Request(
            new PlannedCell(
                "any", CellKind.ARM, config, "", Optional.of("any"), seed, 0, Optional.empty()),
            new CellFolder(Files.createTempDirectory(folder, "any-s" + seed)),
            Optional.empty());
    CellTrainer trainer =
        new CellTrainer(name -> task, folder, cell -> Progress.NONE, new StopSignal());
    try (CellTraining.Session session = trainer.open(request)) {
      session.train();
    }
    return task;
  }

  @Test
  void examplesComeInAnOrderOfTheCellsSeed() throws IOException {
    List<Long> five = train(5, config()).trainedOn();
    List<Long> six = train(6, config()).trainedOn();

    assertThat(five).hasSize(60).doesNotHaveDuplicates().isNotEqualTo(six);
    assertThat(six).containsExactlyInAnyOrderElementsOf(five);
    assertThat(train(5, config()).trainedOn()).isEqualTo(five);
  }

  @Test
  void aNumberOfLabelsIsDrawnByTheCellsSeed() throws IOException {
    assertDrawn(
        config("arms.any.labels-per-class=2"), (all, seed) -> Splits.labelBudget(all, 2, seed));
  }

  @Test
  void aShareOfLabelsIsDrawnByTheCellsSeed() throws IOException {
    assertDrawn(
        config("arms.any.label-fraction=0.4"), (all, seed) -> Splits.labelFraction(all, 0.4, seed));
  }

  private void assertDrawn(ExperimentConfig config, BiFunction<Dataset, Long, Dataset> budget)
      throws IOException {
    try (Splits splits = Splits.open(config.data(), folder)) {
      for (long seed : new long[] {5, 6}) {
        AnsweringTask task = train(seed, config);
        Dataset drawn = budget.apply(splits.train(), seed);

        assertThat(task.trainedOn()).containsExactlyInAnyOrderElementsOf(ids(drawn));
        assertThat(task.requests())
            .extracting(ArmRequest::trainImages)
            .containsExactly(drawn.size());
      }
      assertThat(ids(budget.apply(splits.train(), 5L)))
          .isNotEqualTo(ids(budget.apply(splits.train(), 6L)));
    }
  }

  private static List<Long> ids(Dataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(i -> dataset.read(i).id()).sorted().toList();
  }

  @Test
  void valuesAreScaledByTheExamplesThatAreTrainedOn() throws IOException {
    ExperimentConfig config = config("data.target=values", "arms.any.label-fraction=0.2");
    try (Splits splits = Splits.open(config.data(), folder)) {
      Standardization own = Standardization.of(Splits.labelFraction(splits.train(), 0.2, 5));

      assertThat(train(5, config).requests())
          .extracting(ArmRequest::standardization)
          .containsExactly(own);
      assertThat(own).isNotEqualTo(Standardization.of(splits.train()));
    }
    assertThat(train(5, config()).requests())
        .extracting(ArmRequest::standardization)
        .containsExactly(Standardization.none());
  }
}
