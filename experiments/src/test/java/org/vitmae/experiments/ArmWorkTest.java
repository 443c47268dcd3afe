package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.BestMetric;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.checkpoint.TrainingState;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.run.CellFolder;
import org.vitmae.train.RunOutcome;
import org.vitmae.train.TrainingException;

class ArmWorkTest {
  private static final ExperimentConfig CONFIG =
      DefinitionOptions.reader().read("quickstart", List.of());
  private static final RunOutcome TRAINED =
      new RunOutcome(RunOutcome.Status.DONE, 3, 30, Optional.empty(), 1, 0, 1);

  @TempDir private Path folder;
  private CellFolder cell;

  @BeforeEach
  void open() {
    cell = new CellFolder(folder);
  }

  @Test
  void theTestsMetricsAreLogged() throws IOException {
    try (ArmWork work = work(Map.of("score", 0.25, "other", Double.NaN))) {
      work.finish(cell, TRAINED, new FourScenes(CONFIG));
    }
    assertThat(folder.resolve("metrics.csv")).content().contains("test,score,0.25");
  }

  @Test
  void theBestCheckpointIsWhatIsTested() throws IOException {
    AnsweringTask task = new AnsweringTask(Map.of("score", 0.25));
    CheckpointWriter checkpoints = new CheckpointWriter(new CheckpointStore(cell.checkpoints()), 3);
    for (long step = 1; step <= 3; step++) {
      checkpoints.save(bestAtStepTwo(step), into -> {});
    }

    try (ArmWork work = work(task, true)) {
      assertThat(work.finish(cell, TRAINED, new FourScenes(CONFIG)))
          .containsExactly(
              "Judged with the checkpoint of step 2, the best of validation by score.");
    }
    assertThat(task.judging()).containsExactly("load step-00000002", "test");
  }

  private static TrainingState bestAtStepTwo(long step) {
    BestMetric best = new BestMetric("score", 0.5, Math.min(step, 2));
    return new TrainingState(step, 0, 0, 0, "", Optional.of(best), 0, 0, 0, 0, 0, List.of());
  }

  @Test
  void withoutAValidationItIsTheLastWeights() throws IOException {
    AnsweringTask task = new AnsweringTask(Map.of("score", 0.25));

    try (ArmWork work = work(task, true)) {
      assertThat(work.finish(cell, TRAINED, new FourScenes(CONFIG)))
          .containsExactly("Judged with the weights after the last step.");
    }
    assertThat(task.judging()).containsExactly("test");
  }

  @Test
  void aTrialIsNotTested() throws IOException {
    AnsweringTask task = new AnsweringTask(Map.of("score", 0.25));

    try (ArmWork work = work(task, false)) {
      work.finish(cell, TRAINED, new FourScenes(CONFIG));
    }
    assertThat(task.judging()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aTestThatCannotBeComparedIsRefusedBeforeItIsOnRecord(double score) {
    try (ArmWork work = work(Map.of("score", score))) {
      assertThatThrownBy(() -> work.finish(cell, TRAINED, new FourScenes(CONFIG)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll("a finite score", String.valueOf(score));
    }
    assertThat(folder.resolve("metrics.csv")).content().doesNotContain("test");
  }

  @Test
  void aTestWithoutTheMetricIsRefused() {
    try (ArmWork work = work(Map.of("other", 1.0))) {
      assertThatThrownBy(() -> work.finish(cell, TRAINED, new FourScenes(CONFIG)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll("a finite score", "{other=1.0}");
    }
  }

  private static ArmWork work(Map<String, Double> answer) {
    return work(new AnsweringTask(answer), true);
  }

  private static ArmWork work(AnsweringTask task, boolean judged) {
    ArmRequest request =
        PlannedData.of(CONFIG.data()).request(CONFIG, CONFIG.arms().get("scratch"));
    return new ArmWork(task, request, Optional.empty(), judged);
  }
}
