package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.data.Batch;
import org.vitmae.data.BatchSource;
import org.vitmae.data.BatchStream;

/** How a {@link TrainingLoop} reads epochs, one ahead of the other. */
class EpochReadingTest {
  private static final int BATCHES = 5;
  private static final int SIZE = 7;

  @TempDir private Path folder;

  @Test
  void timeSpentWaitingForDataIsReported() {
    RunOutcome outcome = waiting(Optional.empty());

    double waited = 2 * BATCHES * 0.004;
    assertThat(outcome.waitShare())
        .isGreaterThan(0)
        .isLessThanOrEqualTo(Math.min(1, waited / outcome.wallSeconds()) + 1e-9);
    assertThat(new CheckpointStore(folder).latest().orElseThrow().state().waitSeconds())
        .isEqualTo(waited, within(1e-9));
  }

  @Test
  void soIsThatOfValidations() {
    waiting(Optional.of(new SlowBatches(new RandomBatches(2, 3))));

    assertThat(new CheckpointStore(folder).latest().orElseThrow().state().waitSeconds())
        .isEqualTo(2 * (BATCHES + 3) * 0.004, within(1e-9));
  }

  /** Trains two epochs on batches that have to be waited for. */
  private RunOutcome waiting(Optional<BatchSource> validation) {
    TrainingData data =
        new TrainingData(new SlowBatches(new RandomBatches(1, BATCHES)), validation);
    return loop(2, data, new QuadraticLearner(SIZE), new StopSignal()).run();
  }

  @Test
  void theNextEpochIsReadWhileTheLastStepIsMade() {
    List<String> events = new ArrayList<>();
    StopSignal stop = new StopSignal();
    QuadraticLearner learner =
        new QuadraticLearner(SIZE) {
          @Override
          public void step(List<Batch> microBatches, double learningRate) {
            events.add("step of epoch " + microBatches.get(0).epoch());
            super.step(microBatches, learningRate);
            if (events.size() == 2 * (BATCHES + 2)) {
              stop.request(); // at the end of the second epoch
            }
          }
        };
    TrainingData data = new TrainingData(new WatchedBatches(events), Optional.empty());
    RunOutcome outcome = loop(4, data, learner, stop).run();

    assertThat(outcome.status()).isEqualTo(RunOutcome.Status.STOPPED);
    assertThat(events)
        .startsWith("open 0", "step of epoch 0")
        .containsSubsequence(
            "open 1", "step of epoch 0", "close 0", "step of epoch 1", "open 2", "close 1");
    for (int epoch = 0; epoch <= 2; epoch++) {
      assertThat(events).containsOnlyOnce("open " + epoch, "close " + epoch);
    }
    assertThat(events).doesNotContain("open 3");
  }

  @Test
  void aFailureInAnEpochsLastStepClosesTheNextEpoch() {
    List<String> events = new ArrayList<>();
    QuadraticLearner learner =
        new QuadraticLearner(SIZE) {
          @Override
          public void step(List<Batch> microBatches, double learningRate) {
            super.step(microBatches, learningRate);
            if (learningRates().size() == BATCHES) {
              throw new IllegalStateException("the last step fails");
            }
          }
        };

    assertThatThrownBy(watched(events, learner, new StopSignal())::run)
        .hasMessage("the last step fails");
    assertThat(events).containsExactlyInAnyOrder("open 0", "open 1", "close 0", "close 1");
  }

  @Test
  void soDoesAStopDuringAValidation() {
    List<String> events = new ArrayList<>();
    StopSignal stop = new StopSignal();
    QuadraticLearner learner =
        new QuadraticLearner(SIZE) {
          @Override
          public Map<String, Double> evaluate(Iterable<Batch> batches) {
            stop.request();
            return super.evaluate(batches);
          }
        };

    assertThat(watched(events, learner, stop).run().status()).isEqualTo(RunOutcome.Status.STOPPED);
    assertThat(events).containsExactlyInAnyOrder("open 0", "open 1", "close 0", "close 1");
  }

  private TrainingLoop watched(List<String> events, Learner learner, StopSignal stop) {
    BatchSource validation = new RandomBatches(2, 2);
    TrainingData data = new TrainingData(new WatchedBatches(events), Optional.of(validation));
    return loop(4, data, learner, stop);
  }

  private TrainingLoop loop(int epochs, TrainingData data, Learner learner, StopSignal stop) {
    return new TrainingLoop(
        new TrainingPlan(
            Recipes.plain().epochs(epochs).build(), new Selection("loss", false), 1, "hash"),
        data,
        learner,
        new CheckpointStore(folder),
        new MemoryMetrics(),
        Progress.NONE,
        stop);
  }

  /** Notes when epochs are opened and closed. */
  private record WatchedBatches(List<String> events) implements BatchSource {
    private static final RandomBatches BATCHES_OF_EPOCHS = new RandomBatches(1, BATCHES);

    @Override
    public int batchesPerEpoch() {
      return BATCHES;
    }

    @Override
    public BatchStream open(int epoch, int firstBatch) {
      events.add("open " + epoch);
      BatchStream stream = BATCHES_OF_EPOCHS.open(epoch, firstBatch);
      return new BatchStream() {
        @Override
        public boolean hasNext() {
          return stream.hasNext();
        }

        @Override
        public Batch next() {
          return stream.next();
        }

        @Override
        public long waitNanos() {
          return stream.waitNanos();
        }

        @Override
        public void close() {
          events.add("close " + epoch);
        }
      };
    }
  }

  /** Batches each of which has to be waited for. */
  private record SlowBatches(BatchSource batches) implements BatchSource {
    @Override
    public int batchesPerEpoch() {
      return batches.batchesPerEpoch();
    }

    @Override
    public BatchStream open(int epoch, int firstBatch) {
      return new WaitingStream(batches.open(epoch, firstBatch));
    }
  }

  /** Claims to have waited for every batch. */
  private static final class WaitingStream implements BatchStream {
    private final BatchStream stream;
    private long waitNanos;

    WaitingStream(BatchStream stream) {
      this.stream = stream;
    }

    @Override
    public boolean hasNext() {
      return stream.hasNext();
    }

    @Override
    public Batch next() {
      waitNanos += 4_000_000;
      return stream.next();
    }

    @Override
    public long waitNanos() {
      return waitNanos;
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
