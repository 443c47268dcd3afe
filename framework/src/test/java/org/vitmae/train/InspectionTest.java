package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.CheckpointStore;

class InspectionTest {
  private static final int SLEEP_MILLIS = 200;

  @TempDir private Path folder;
  private final MemoryMetrics metrics = new MemoryMetrics();

  /** Looks after every second epoch, and takes its time. */
  private static QuadraticLearner inspected() {
    return new QuadraticLearner(7) {
      @Override
      public Map<String, Double> inspect(int epochs) {
        if (epochs % 2 != 0) {
          return Map.of();
        }
        sleep();
        return Map.of("probe_top1", epochs / 10.0);
      }
    };
  }

  private static void sleep() {
    try {
      Thread.sleep(SLEEP_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private RunOutcome train(Learner learner) {
    return new TrainingLoop(
            new TrainingPlan(
                Recipes.plain().epochs(5).build(), new Selection("loss", false), 1, "hash"),
            new TrainingData(new RandomBatches(1, 3), Optional.empty()),
            learner,
            new CheckpointStore(folder),
            metrics,
            Progress.NONE,
            new StopSignal())
        .run();
  }

  @Test
  void whatIsSeenIsLoggedAsValidation() {
    train(inspected());

    assertThat(metrics.values("val", "probe_top1")).containsExactly(0.2, 0.4);
    assertThat(metrics.rows().stream().filter(row -> row.metric().equals("probe_top1")))
        .extracting(MemoryMetrics.Row::epoch)
        .containsExactly(2.0, 4.0);
  }

  @Test
  void itsTimeIsNotTheTrainings() {
    long from = System.nanoTime();
    RunOutcome outcome = train(inspected());
    double elapsed = (System.nanoTime() - from) / 1e9;

    assertThat(elapsed - outcome.wallSeconds()).isGreaterThanOrEqualTo(2 * SLEEP_MILLIS / 1e3);
  }
}
