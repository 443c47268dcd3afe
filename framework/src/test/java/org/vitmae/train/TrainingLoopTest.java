package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.checkpoint.TrainingState;
import org.vitmae.config.ConfigException;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.Decay;
import org.vitmae.data.Batch;

class TrainingLoopTest {
  private static final int BATCHES = 5;
  private static final int SIZE = 7;

  @TempDir private Path folder;
  private final MemoryMetrics metrics = new MemoryMetrics();

  @Test
  void logsLossesAndRatesEveryFewStepsAndAtTheEnd() {
    QuadraticLearner learner = new QuadraticLearner(SIZE);
    RunOutcome outcome = loop(Recipes.plain().epochs(2).logEverySteps(3).build(), learner).run();

    assertThat(outcome.status()).isEqualTo(RunOutcome.Status.DONE);
    assertThat(outcome.steps()).isEqualTo(2L * BATCHES);
    assertThat(outcome.imagesSeen()).isEqualTo(2L * BATCHES * 2);
    assertThat(outcome.epochs()).isEqualTo(2);
    assertThat(metrics.rows().stream().filter(row -> row.metric().equals("lr")))
        .extracting(MemoryMetrics.Row::step)
        .containsExactly(3L, 6L, 9L, 10L);
    assertThat(metrics.values("train", "lr"))
        .containsExactly(
            learner.learningRates().get(2),
            learner.learningRates().get(5),
            learner.learningRates().get(8),
            learner.learningRates().get(9));
    assertThat(metrics.rows().stream().filter(row -> row.split().equals("val")))
        .extracting(MemoryMetrics.Row::epoch)
        .containsExactly(1.0, 2.0);
  }

  /** Of 30 updates, 5 an epoch, milestones lie between the 27th and 28th, the 29th and 30th. */
  @Test
  void ratesFallAsTheRecipeSays() {
    Recipes recipe = Recipes.plain().epochs(6).learningRate(1, 2);
    List<Double> steps = rates(recipe.decay(Decay.STEPS).build());
    List<Double> line = rates(recipe.decay(Decay.LINEAR).build());

    assertThat(steps.subList(0, 11))
        .containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
    assertThat(steps.subList(10, 27)).containsOnly(1.0);
    assertThat(steps.subList(27, 30)).containsExactly(0.1, 0.1, 0.01);
    assertThat(line.subList(0, 11)).isEqualTo(steps.subList(0, 11));
    assertThat(line.get(20)).isEqualTo(0.5);
    assertThat(line.get(29)).isCloseTo(0.05, within(1e-15));
  }

  private List<Double> rates(RecipeConfig recipe) {
    QuadraticLearner learner = new QuadraticLearner(SIZE);
    Path place = folder.resolve(recipe.decay().name());
    loop(recipe, learner, place, Progress.NONE, new StopSignal()).run();
    return learner.learningRates();
  }

  @Test
  void loggedLossIsTheMeanOfTheStepsSinceTheLastRow() {
    loop(Recipes.plain().logEverySteps(1).build(), new QuadraticLearner(SIZE)).run();
    List<Double> single = metrics.values("train", "loss");
    metrics.rewind(0);
    RecipeConfig recipe = Recipes.plain().logEverySteps(4).build();
    loop(
            recipe,
            new QuadraticLearner(SIZE),
            folder.resolve("other"),
            Progress.NONE,
            new StopSignal())
        .run();

    double mean = single.subList(0, 4).stream().mapToDouble(Double::doubleValue).sum() / 4;
    assertThat(metrics.values("train", "loss")).hasSize(4 * BATCHES / 4).first().isEqualTo(mean);
  }

  @Test
  void showsProgressAtLoggedStepsAndValidations() {
    List<ProgressUpdate> updates = new ArrayList<>();
    List<String> events = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void onStep(ProgressUpdate update) {
            updates.add(update);
          }

          @Override
          public void onEvent(String sentence) {
            events.add(sentence);
          }
        };
    RecipeConfig recipe = Recipes.plain().epochs(2).logEverySteps(5).build();
    loop(recipe, new QuadraticLearner(SIZE), folder, progress, new StopSignal()).run();

    assertThat(updates).extracting(ProgressUpdate::step).containsExactly(5L, 10L);
    assertThat(updates).extracting(ProgressUpdate::loss).isEqualTo(metrics.values("train", "loss"));
    assertThat(updates).extracting(ProgressUpdate::epoch).containsExactly(1.0, 2.0);
    assertThat(updates.get(0).steps()).isEqualTo(10);
    assertThat(updates.get(0).imagesPerSecond()).isPositive();
    assertThat(updates.get(0).secondsLeft()).isPositive();
    assertThat(updates.get(1).secondsLeft()).isZero();
    assertThat(updates.get(0).memoryBytes()).isGreaterThan(1 << 20);
    assertThat(events)
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Validation after epoch 1: loss ")
        .endsWith(", the best so far");
  }

  @Test
  void timeOfEarlierSessionsCounts() {
    TrainingState begun =
        new TrainingState(0, 0, 0, 1, "hash", Optional.empty(), 0, 0, 1000, 500, 0, List.of());
    new CheckpointWriter(new CheckpointStore(folder), 2)
        .save(begun, new QuadraticLearner(SIZE)::save);

    RunOutcome outcome = loop(Recipes.plain().build(), new QuadraticLearner(SIZE)).resume();

    assertThat(outcome.wallSeconds()).isBetween(1000.0, 1100.0);
    assertThat(outcome.waitShare()).isEqualTo(0.5, within(0.05));
    TrainingState ended = new CheckpointStore(folder).latest().orElseThrow().state();
    assertThat(ended.wallSeconds()).isBetween(1000.0, 1100.0);
  }

  @Test
  void aRunThatIsPastItsEpochsIsOver() {
    TrainingState past =
        new TrainingState(45, 9, 0, 1, "hash", Optional.empty(), 0, 0, 0, 0, 0, List.of());
    new CheckpointWriter(new CheckpointStore(folder), 2)
        .save(past, new QuadraticLearner(SIZE)::save);

    RunOutcome outcome =
        loop(Recipes.plain().epochs(5).build(), new QuadraticLearner(SIZE)).resume();

    assertThat(outcome.status()).isEqualTo(RunOutcome.Status.DONE);
    assertThat(outcome.steps()).isEqualTo(45);
  }

  @ParameterizedTest
  @CsvSource({"1,'1,2,3,4,5'", "2,'2,4,5'", "3,'3,5'", "5,5", "9,5", "0,"})
  void theLastEpochIsValidatedWhateverComesBefore(int every, String epochs) {
    loop(Recipes.plain().epochs(5).validateEveryEpochs(every).build(), new QuadraticLearner(SIZE))
        .run();

    assertThat(metrics.rows().stream().filter(row -> row.split().equals("val")))
        .extracting(row -> "%.0f".formatted(row.epoch()))
        .isEqualTo(epochs == null ? List.of() : List.of(epochs.split(",")));
  }

  @Test
  void aStopDuringAValidationJudgesNothing() {
    StopSignal stop = new StopSignal();
    List<Integer> judged = new ArrayList<>();
    QuadraticLearner learner =
        new QuadraticLearner(SIZE) {
          @Override
          public Map<String, Double> evaluate(Iterable<Batch> batches) {
            int seen = 0;
            for (Batch batch : batches) {
              seen += batch.valid();
              stop.request(); // with the second batch to come
            }
            judged.add(seen);
            return Map.of("loss", 1.0);
          }
        };
    RecipeConfig recipe = Recipes.plain().epochs(1).build();
    RunOutcome stopped = loop(recipe, learner, folder, Progress.NONE, stop).run();

    assertThat(stopped.status()).isEqualTo(RunOutcome.Status.STOPPED);
    assertThat(stopped.steps()).isEqualTo(BATCHES);
    assertThat(judged).isEmpty();
    assertThat(metrics.values("val", "loss")).isEmpty();

    RunOutcome resumed = loop(recipe, new QuadraticLearner(SIZE)).resume();
    assertThat(resumed.status()).isEqualTo(RunOutcome.Status.DONE);
    assertThat(metrics.values("val", "loss")).hasSize(1);
  }

  @Test
  void accumulatesInsideAnEpochAndDropsItsLeftOverBatches() {
    Deque<List<Long>> seen = new ArrayDeque<>();
    QuadraticLearner learner =
        new QuadraticLearner(SIZE) {
          @Override
          public void step(List<Batch> microBatches, double learningRate) {
            seen.add(microBatches.stream().map(batch -> batch.ids()[0] / 2).toList());
            super.step(microBatches, learningRate);
          }
        };
    RunOutcome outcome = loop(Recipes.plain().epochs(2).accumulation(2).build(), learner).run();

    assertThat(outcome.steps()).isEqualTo(4);
    assertThat(outcome.imagesSeen()).isEqualTo(4L * 2 * 2);
    assertThat(seen)
        .containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(0L, 1L), List.of(2L, 3L));
  }

  @Test
  void moreAccumulationThanBatchesIsTheUsersError() {
    TrainingLoop loop = loop(Recipes.plain().accumulation(6).build(), new QuadraticLearner(SIZE));
    assertThatThrownBy(loop::run)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "accumulation must be at most the 5 batches of an epoch, got 6; lower it or batch-size");
  }

  @ParameterizedTest
  @CsvSource({"8,2", "10,2", "11,3"})
  void nonFiniteLossStopsNamingStepRateAndLastGoodCheckpoint(int step, int epoch) {
    QuadraticLearner learner =
        new QuadraticLearner(SIZE) {
          @Override
          public double[] takeLosses() {
            double[] losses = super.takeLosses();
            int made = learningRates().size();
            int bad = step - 1 - (made - losses.length);
            if (bad >= 0 && bad < losses.length) {
              losses[bad] = Double.NaN;
            }
            return losses;
          }
        };
    TrainingLoop loop = loop(Recipes.plain().logEverySteps(50).build(), learner);

    assertThatThrownBy(loop::run)
        .isInstanceOf(TrainingException.class)
        .hasMessageContainingAll(
            "NaN at step %d (epoch %d)".formatted(step, epoch),
            "learning rate " + learner.learningRates().get(step - 1),
            "last good checkpoint is " + folder.resolve("step-%08d".formatted(5 * (epoch - 1))),
            "base-learning-rate");
    assertThat(new CheckpointStore(folder).latest().orElseThrow().state().step())
        .isEqualTo(5L * (epoch - 1));
  }

  @Test
  void spoiledWeightsAreNotSaved() {
    QuadraticLearner learner =
        new QuadraticLearner(SIZE) {
          @Override
          public boolean isFinite() {
            return learningRates().size() < 8;
          }
        };

    assertThatThrownBy(loop(Recipes.plain().build(), learner)::run)
        .isInstanceOf(TrainingException.class)
        .hasMessageContainingAll(
            "A weight became infinite or not a number at step 10",
            "last good checkpoint is " + folder.resolve("step-00000005"));
    assertThat(new CheckpointStore(folder).steps()).containsExactly(5L);
  }

  @Test
  void noCheckpointCountsOnMetricsThatAPowerCutWouldTake() {
    List<String> events = new ArrayList<>();
    MetricsSink sink =
        new MetricsSink() {
          @Override
          public void log(long step, double epoch, String split, String metric, double value) {
            events.add("log");
          }

          @Override
          public void sync() {
            events.add("sync");
          }

          @Override
          public void rewind(long rows) {}
        };
    QuadraticLearner learner =
        new QuadraticLearner(SIZE) {
          @Override
          public void save(Path into) throws IOException {
            events.add("save");
            super.save(into);
          }
        };
    new TrainingLoop(
            plan(Recipes.plain().epochs(3).build()),
            new TrainingData(new RandomBatches(1, BATCHES), Optional.of(new RandomBatches(2, 2))),
            learner,
            new CheckpointStore(folder),
            sink,
            Progress.NONE,
            new StopSignal())
        .run();

    assertThat(events.stream().filter(event -> !event.equals("log")))
        .containsExactly("sync", "save", "sync", "save", "sync", "save");
    assertThat(Collections.indexOfSubList(events, List.of("log", "save"))).isEqualTo(-1);
  }

  @Test
  void keepsTheLastCheckpointsAndTheBest() {
    RunOutcome outcome =
        loop(Recipes.plain().epochs(6).checkpoints(1, 2).build(), validating(5, 3, 4, 4, 3, 6))
            .run();

    assertThat(outcome.best().orElseThrow().step()).isEqualTo(2L * BATCHES);
    CheckpointStore store = new CheckpointStore(folder);
    assertThat(store.steps()).containsExactly(10L, 25L, 30L);
    assertThat(store.best().orElseThrow().state().step()).isEqualTo(10);
    assertThat(store.latest().orElseThrow().state().validationsWithoutImprovement()).isEqualTo(4);
  }

  @Test
  void savesTheBestEvenWhenNoCheckpointIsDue() {
    loop(Recipes.plain().epochs(6).checkpoints(4, 1).build(), validating(5, 4, 3, 6, 6, 6)).run();
    assertThat(new CheckpointStore(folder).steps()).containsExactly(15L, 30L);
  }

  @Test
  void stopsEarlyWhenPatienceIsSpentAndStaysStopped() {
    RecipeConfig recipe = Recipes.plain().epochs(9).patience(3).checkpoints(4, 1).build();
    RunOutcome outcome = loop(recipe, validating(7, 8, 4, 4, 5, 6, 1)).run();

    assertThat(outcome.epochs()).isEqualTo(6);
    assertThat(outcome.status()).isEqualTo(RunOutcome.Status.DONE);
    assertThat(outcome.steps()).isEqualTo(6L * BATCHES);
    assertThat(outcome.best().orElseThrow().value()).isEqualTo(4);

    QuadraticLearner again = new QuadraticLearner(SIZE);
    RunOutcome resumed = loop(recipe, again).resume();
    assertThat(resumed.epochs()).isEqualTo(6);
    assertThat(resumed.steps()).isEqualTo(outcome.steps());
    assertThat(again.learningRates()).isEmpty();
  }

  @Test
  void aValidationThatGivesNoNumberEndsTraining() {
    RecipeConfig recipe = Recipes.plain().epochs(3).build();
    assertThatThrownBy(loop(recipe, validating(5, Double.NaN, 4))::run)
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("Validation at step 10 must give a finite loss");
  }

  @Test
  void freshRunRefusesAFolderWithCheckpoints() {
    RecipeConfig recipe = Recipes.plain().build();
    loop(recipe, new QuadraticLearner(SIZE)).run();
    assertThatThrownBy(loop(recipe, new QuadraticLearner(SIZE))::run)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("already holds a run up to step 20; resume it");
  }

  @Test
  void resumeRefusesAnotherConfigurationSeedOrDataSet() {
    RecipeConfig recipe = Recipes.plain().build();
    loop(recipe, new QuadraticLearner(SIZE)).run();
    assertThatThrownBy(() -> resume(recipe, 1, "other", BATCHES))
        .hasMessageContaining("made with configuration hash, but this run has other");
    assertThatThrownBy(() -> resume(recipe, 2, "hash", BATCHES))
        .hasMessageContaining("made with seed 1, but this run has 2");
    assertThatThrownBy(() -> resume(recipe, 1, "hash", BATCHES + 1))
        .hasMessageContaining("made at step 20, which is step 24 with 6 batches per epoch");
  }

  private void resume(RecipeConfig recipe, long seed, String hash, int batches) {
    new TrainingLoop(
            new TrainingPlan(recipe, new Selection("loss", false), seed, hash),
            new TrainingData(new RandomBatches(1, batches), Optional.empty()),
            new QuadraticLearner(SIZE),
            new CheckpointStore(folder),
            metrics,
            Progress.NONE,
            new StopSignal())
        .resume();
  }

  /** Returns a learner whose validation losses are given. */
  private static QuadraticLearner validating(double... losses) {
    return new QuadraticLearner(SIZE) {
      private int next;

      @Override
      public Map<String, Double> evaluate(Iterable<Batch> batches) {
        return Map.of("loss", losses[next++]);
      }
    };
  }

  private TrainingLoop loop(RecipeConfig recipe, Learner learner) {
    return loop(recipe, learner, folder, Progress.NONE, new StopSignal());
  }

  private static TrainingPlan plan(RecipeConfig recipe) {
    return new TrainingPlan(recipe, new Selection("loss", false), 1, "hash");
  }

  private TrainingLoop loop(
      RecipeConfig recipe, Learner learner, Path checkpoints, Progress progress, StopSignal stop) {
    return new TrainingLoop(
        plan(recipe),
        new TrainingData(new RandomBatches(1, BATCHES), Optional.of(new RandomBatches(2, 2))),
        learner,
        new CheckpointStore(checkpoints),
        metrics,
        progress,
        stop);
  }
}
