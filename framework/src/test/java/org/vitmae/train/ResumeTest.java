package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.Decay;
import org.vitmae.data.Batch;

class ResumeTest {
  private static final int BATCHES = 5;
  private static final int SIZE = 7;

  @TempDir private Path folder;

  private record Result(RunOutcome outcome, float[] weights, List<MemoryMetrics.Row> rows) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stoppingAfterAnyStepChangesNothing(int accumulation) {
    RecipeConfig recipe = Recipes.plain().epochs(3).accumulation(accumulation).build();
    Result whole = train(recipe, "whole", Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertThat(whole.outcome.steps()).isEqualTo(3L * (BATCHES / accumulation));

    for (int stopAfter = 0; stopAfter < whole.outcome.steps(); stopAfter++) {
      Result pieces = train(recipe, "step-" + stopAfter, stopAfter, Integer.MAX_VALUE);
      assertSame(pieces, whole);
    }
  }

  @Test
  void stoppingDuringAnyValidationChangesNothing() {
    RecipeConfig recipe = Recipes.plain().epochs(3).build();
    Result whole = train(recipe, "whole", Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (int validation = 1; validation <= 3; validation++) {
      assertSame(train(recipe, "validation-" + validation, Integer.MAX_VALUE, validation), whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stoppingAfterEveryStepChangesNothing(Decay decay) {
    RecipeConfig recipe = Recipes.plain().epochs(3).decay(decay).build();
    Result whole = train(recipe, "whole", Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertSame(train(recipe, "every", 1, 1), whole);
  }

  @Test
  void dyingInAnyStepChangesNothing() {
    RecipeConfig recipe = Recipes.plain().epochs(3).logEverySteps(1).build();
    Result whole = train(recipe, "whole", Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (int lastStep = 1; lastStep <= whole.outcome.steps(); lastStep++) {
      Path checkpoints = folder.resolve("dying-" + lastStep);
      MemoryMetrics metrics = new MemoryMetrics();
      int dies = lastStep;
      QuadraticLearner dying =
          new QuadraticLearner(SIZE) {
            @Override
            public void step(List<Batch> microBatches, double learningRate) {
              if (learningRates().size() + 1 == dies) {
                throw new IllegalStateException("dead");
              }
              super.step(microBatches, learningRate);
            }
          };
      assertThatThrownBy(loop(recipe, dying, checkpoints, metrics, new StopSignal())::run)
          .hasMessage("dead");
      QuadraticLearner learner = new QuadraticLearner(SIZE);
      RunOutcome outcome = loop(recipe, learner, checkpoints, metrics, new StopSignal()).resume();
      assertSame(new Result(outcome, learner.weights(), metrics.rows()), whole);
    }
  }

  private static void assertSame(Result pieces, Result whole) {
    assertThat(pieces.weights).isEqualTo(whole.weights);
    assertThat(pieces.rows).isEqualTo(whole.rows);
    assertThat(pieces.outcome.imagesSeen()).isEqualTo(whole.outcome.imagesSeen());
    assertThat(pieces.outcome.best()).isEqualTo(whole.outcome.best());
  }

  /** Trains, asking for a stop after some steps or during a validation, until all is done. */
  private Result train(RecipeConfig recipe, String name, int stopAfter, int stopInValidation) {
    MemoryMetrics metrics = new MemoryMetrics();
    for (int pieces = 1; pieces < 100; pieces++) {
      StopSignal stop = new StopSignal();
      StoppingLearner learner = new StoppingLearner(stop, stopAfter, stopInValidation);
      if (stopAfter == 0 && pieces == 1) {
        stop.request();
      }
      RunOutcome outcome = loop(recipe, learner, folder.resolve(name), metrics, stop).resume();
      if (outcome.status() == RunOutcome.Status.DONE) {
        return new Result(outcome, learner.weights(), metrics.rows());
      }
    }
    throw new AssertionError("the run makes no progress");
  }

  private static TrainingLoop loop(
      RecipeConfig recipe,
      Learner learner,
      Path checkpoints,
      MetricsSink metrics,
      StopSignal stop) {
    return new TrainingLoop(
        new TrainingPlan(recipe, new Selection("loss", false), 1, "hash"),
        new TrainingData(new RandomBatches(1, BATCHES), Optional.of(new RandomBatches(2, 2))),
        learner,
        new CheckpointStore(checkpoints),
        metrics,
        Progress.NONE,
        stop);
  }

  /** Asks for a stop at a chosen point. */
  private static final class StoppingLearner extends QuadraticLearner {
    private final StopSignal stop;
    private final int stopAfter;
    private int validationsToStop;

    StoppingLearner(StopSignal stop, int stopAfter, int stopInValidation) {
      super(SIZE);
      this.stop = stop;
      this.stopAfter = stopAfter;
      this.validationsToStop = stopInValidation;
    }

    @Override
    public void step(List<Batch> microBatches, double learningRate) {
      super.step(microBatches, learningRate);
      if (learningRates().size() == stopAfter) {
        stop.request();
      }
    }

    @Override
    public Map<String, Double> evaluate(Iterable<Batch> batches) {
      // A piece that begins with a validation would otherwise stop there forever.
      if (--validationsToStop == 0 && !learningRates().isEmpty()) {
        stop.request();
      }
      return super.evaluate(batches);
    }
  }
}
