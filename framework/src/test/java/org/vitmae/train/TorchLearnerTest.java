package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitmae.data.Batch;
import org.vitmae.model.TinyMae;
import org.vitmae.optim.Optimizer;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class TorchLearnerTest {
  private static final double RATE = 0.01;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theSameSeedGivesTheSameBits(Precision precision) {
    assertThat(losses(1, precision)).isEqualTo(losses(1, precision)).hasSize(5);
    assertThat(losses(1, precision)).isNotEqualTo(losses(2, precision));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aResumedRunGoesOnWithTheSameBits(Precision precision) throws IOException {
    try (TinyPretraining whole = TinyPretraining.of(1, 0.9, precision);
        TinyPretraining resumed = TinyPretraining.of(1, 0.9, precision)) {
      train(whole, 0, 3);
      whole.learner().save(folder);
      whole.learner().takeLosses();
      train(whole, 3, 6);

      train(resumed, 7, 9); // whatever it did before does not matter
      resumed.learner().takeLosses();
      resumed.learner().load(folder);
      train(resumed, 3, 6);

      assertThat(resumed.learner().takeLosses()).isEqualTo(whole.learner().takeLosses());
      assertSame(weights(resumed), weights(whole));
      assertThat(evaluate(resumed)).isEqualTo(evaluate(whole));
    }
  }

  @Test
  void weightsAreFiniteUntilAnUpdateSpoilsThem() {
    try (TinyPretraining tiny = TinyPretraining.of(1, 0, Precision.FP32)) {
      assertThat(tiny.learner().isFinite()).isTrue();
      NamedParameters parameters = tiny.pretraining().parameters();
      try (Scope scope = new Scope();
          NoGrad noGrad = new NoGrad()) {
        parameters.get("norm.bias").select(0, 0).fill_(new Scalar(Double.NaN));
      }
      assertThat(tiny.learner().isFinite()).isFalse();
    }
  }

  @Test
  void oneLossIsTakenPerStep() {
    try (TinyPretraining tiny = TinyPretraining.of(1, 0, Precision.FP32)) {
      assertThat(tiny.learner().takeLosses()).isEmpty();
      train(tiny, 0, 3);
      assertThat(tiny.learner().takeLosses()).hasSize(3).doesNotContain(0);
      assertThat(tiny.learner().takeLosses()).isEmpty();
      tiny.learner().step(List.of(batch(0, 0, 2), batch(0, 2, 2)), RATE);
      assertThat(tiny.learner().takeLosses()).hasSize(1);
    }
  }

  @Test
  void accumulatedBatchesAreOneLargeBatch() {
    try (TinyPretraining parts = TinyPretraining.of(1, 0, Precision.FP32, GradientDescent::new);
        TinyPretraining whole = TinyPretraining.of(1, 0, Precision.FP32, GradientDescent::new)) {
      Map<String, float[]> before = weights(whole);
      parts.learner().step(List.of(batch(0, 0, 4), batch(0, 4, 4)), 1);
      whole.learner().step(List.of(batch(0, 0, 8)), 1);

      assertThat(parts.learner().takeLosses()[0])
          .isCloseTo(whole.learner().takeLosses()[0], within(1e-5));
      Map<String, float[]> expected = weights(whole);
      assertThat(expected.get("decoder_pred.weight"))
          .isNotEqualTo(before.get("decoder_pred.weight"));
      weights(parts)
          .forEach(
              (name, values) ->
                  assertThat(values)
                      .as(name)
                      .usingComparatorWithPrecision(1e-5f)
                      .containsExactly(expected.get(name)));
    }
  }

  @Test
  void gradientsDoNotCarryOverToTheNextStep() {
    try (TinyPretraining tiny = TinyPretraining.of(1, 0, Precision.FP32, GradientDescent::new)) {
      tiny.learner().step(List.of(batch(0, 0, 4)), 0);
      Map<String, float[]> start = weights(tiny);
      tiny.learner().step(List.of(batch(0, 0, 4)), 1);
      try (TinyPretraining fresh = TinyPretraining.of(1, 0, Precision.FP32, GradientDescent::new)) {
        assertSame(weights(fresh), start);
        fresh.learner().step(List.of(batch(0, 0, 4)), 1);
        assertSame(weights(fresh), weights(tiny));
      }
    }
  }

  @Test
  void theLossOfOneBatchFallsAndEveryWeightMoves() {
    try (TinyPretraining tiny = TinyPretraining.of(1, 0, Precision.FP32)) {
      Map<String, float[]> before = weights(tiny);
      double[] losses = lossesOfOneBatch(tiny);
      assertThat(losses[losses.length - 1]).isLessThan(0.9 * losses[0]);
      Map<String, float[]> after = weights(tiny);
      for (String name : tiny.pretraining().parameters().trainable()) {
        assertThat(after.get(name)).as(name).isNotEqualTo(before.get(name));
      }
      assertThat(after.get("pos_embed")).isEqualTo(before.get("pos_embed"));
    }
  }

  /** Autocast keeps copies of the weights; with stale ones only biases and norms would learn. */
  @Test
  void theLossFallsInBfloat16AsItDoesInFullPrecision() {
    try (TinyPretraining full = TinyPretraining.of(1, 0, Precision.FP32);
        TinyPretraining reduced = TinyPretraining.of(1, 0, Precision.BF16)) {
      double[] expected = lossesOfOneBatch(full);
      double[] losses = lossesOfOneBatch(reduced);
      for (int step = 0; step < expected.length; step++) {
        assertThat(losses[step])
            .as("step %d", step)
            .isCloseTo(expected[step], within(0.05 * expected[step]));
      }
    }
  }

  private static double[] lossesOfOneBatch(TinyPretraining tiny) {
    for (int step = 0; step < 30; step++) {
      tiny.learner().step(List.of(batch(0, 0, 8)), RATE);
    }
    return tiny.learner().takeLosses();
  }

  @Test
  void theAverageFollowsTheWeights() throws IOException {
    try (TinyPretraining tiny = TinyPretraining.of(1, 0.75, Precision.FP32)) {
      String name = "decoder_pred.weight";
      float[] start = weights(tiny).get(name);
      train(tiny, 0, 1);
      float[] stepped = weights(tiny).get(name);
      tiny.learner()
          .withKeptWeights(
              () -> {
                float[] average = weights(tiny).get(name);
                for (int i = 0; i < average.length; i++) {
                  assertThat(average[i])
                      .isCloseTo(0.75f * start[i] + 0.25f * stepped[i], within(1e-6f));
                }
                return average;
              });
      assertThat(weights(tiny).get(name)).isEqualTo(stepped);
    }
  }

  @Test
  void evaluationUsesTheAverageAndLeavesTheWeightsAlone() throws IOException {
    try (TinyPretraining averaged = TinyPretraining.of(1, 0.9, Precision.FP32);
        TinyPretraining plain = TinyPretraining.of(1, 0, Precision.FP32)) {
      train(averaged, 0, 4);
      averaged.learner().save(folder);
      NamedParameters parameters = plain.pretraining().parameters();
      ParameterFiles.load(folder.resolve("model.safetensors"), parameters);
      double ofWeights = evaluate(plain);
      ParameterFiles.load(folder.resolve("ema.safetensors"), parameters, parameters.trainable());
      double ofAverage = evaluate(plain);

      Map<String, float[]> before = weights(averaged);
      assertThat(evaluate(averaged)).isEqualTo(ofAverage).isNotEqualTo(ofWeights);
      assertSame(weights(averaged), before);
    }
  }

  @Test
  void keptWeightsAreLoadedWithoutWhatTrainingNeeds() throws IOException {
    try (TinyPretraining averaged = TinyPretraining.of(1, 0.9, Precision.FP32);
        TinyPretraining used = TinyPretraining.of(1, 0.9, Precision.FP32)) {
      train(averaged, 0, 4);
      averaged.learner().save(folder);
      Files.delete(folder.resolve("optimizer.safetensors"));
      Map<String, float[]> kept = averaged.learner().withKeptWeights(() -> weights(averaged));

      train(used, 0, 2); // has an average of its own by now
      used.learner().loadKeptWeights(folder);

      assertSame(weights(used), kept);
      assertThat(evaluate(used)).isEqualTo(evaluate(averaged));
    }
  }

  @Test
  void aFailedEvaluationLeavesTheWeightsAlone() {
    try (TinyPretraining tiny = TinyPretraining.of(1, 0.9, Precision.FP32)) {
      train(tiny, 0, 2);
      Map<String, float[]> before = weights(tiny);
      assertThatThrownBy(
              () ->
                  tiny.learner()
                      .withKeptWeights(
                          () -> {
                            throw new IllegalStateException("broken");
                          }))
          .hasMessage("broken");
      assertSame(weights(tiny), before);
    }
  }

  private static double[] losses(long seed, Precision precision) {
    try (TinyPretraining tiny = TinyPretraining.of(seed, 0, precision)) {
      train(tiny, 0, 5);
      return tiny.learner().takeLosses();
    }
  }

  private static void train(TinyPretraining tiny, int from, int to) {
    for (int step = from; step < to; step++) {
      tiny.learner().step(List.of(batch(step, 4 * step, 4)), RATE);
    }
  }

  private static double evaluate(TinyPretraining tiny) {
    return tiny.learner().evaluate(List.of(batch(0, 100, 4))).get("loss");
  }

  private static Batch batch(int epoch, int firstId, int n) {
    return TinyMae.batch(TinyPretraining.GRID, epoch, firstId, n);
  }

  private static Map<String, float[]> weights(TinyPretraining tiny) {
    Map<String, float[]> weights = new HashMap<>();
    NamedParameters parameters = tiny.pretraining().parameters();
    parameters.names().forEach(name -> weights.put(name, Tensors.toFloats(parameters.get(name))));
    return weights;
  }

  private static void assertSame(Map<String, float[]> got, Map<String, float[]> want) {
    assertThat(got.keySet()).isEqualTo(want.keySet());
    got.forEach((name, values) -> assertThat(values).as(name).isEqualTo(want.get(name)));
  }

  /** Moves every weight against its gradient. */
  private record GradientDescent(NamedParameters parameters, NamedParameters state)
      implements Optimizer {
    GradientDescent(NamedParameters parameters) {
      this(parameters, new NamedParameters());
    }

    @Override
    public void step(double learningRate) {
      try (Scope scope = new Scope();
          NoGrad noGrad = new NoGrad()) {
        for (String name : parameters.trainable()) {
          Tensor weight = parameters.get(name);
          weight.add_(weight.grad(), new Scalar(-learningRate));
        }
      }
    }
  }
}
