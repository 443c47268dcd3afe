package org.vitmae.classification.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.classification.Batches;
import org.vitmae.classification.Requests;
import org.vitmae.config.ConfigException;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.DataException;
import org.vitmae.plugin.ArmRequest;

class CnnArmTest {
  private static final int SIDE = 8;
  private static final int CLASSES = 4;

  private static CnnArm arm(long seed) {
    return Requests.cnnArm(
        Architecture.SMALL_RESIDUAL, Requests.cnn(SIDE, 3, CLASSES, Requests.recipe(), seed));
  }

  private static Batch batch(long seed) {
    return Batches.bands(8, SIDE, 3, CLASSES, seed);
  }

  private static void train(CnnArm arm, int from, int to) {
    for (int i = from; i < to; i++) {
      arm.step(List.of(batch(i)), 0.01 / (i + 1));
    }
  }

  private static Map<String, float[]> saved(CnnArm arm, Path folder) throws Exception {
    Files.createDirectories(folder);
    arm.save(folder);
    try (Safetensors model = Safetensors.open(folder.resolve("model.safetensors"));
        Safetensors optimizer = Safetensors.open(folder.resolve("optimizer.safetensors"))) {
      Map<String, float[]> all =
          model.names().stream().collect(Collectors.toMap(name -> name, model::floats));
      all.put("updater_state", optimizer.floats("updater_state"));
      return all;
    }
  }

  @Test
  void resumedTrainingGivesTheSameBits(@TempDir Path folder) throws Exception {
    try (CnnArm whole = arm(1);
        CnnArm first = arm(1);
        CnnArm second = arm(2)) {
      train(whole, 0, 6);
      train(first, 0, 3);
      saved(first, folder.resolve("half"));
      second.load(folder.resolve("half"));
      train(second, 3, 6);
      assertEqual(saved(second, folder.resolve("b")), saved(whole, folder.resolve("a")));
      assertThat(second.logits(batch(9))).isEqualTo(whole.logits(batch(9)));
    }
  }

  @Test
  void evaluationChangesNothing(@TempDir Path folder) throws Exception {
    try (CnnArm plain = arm(1);
        CnnArm evaluated = arm(1)) {
      train(plain, 0, 2);
      train(evaluated, 0, 1);
      evaluated.evaluate(List.of(batch(7)));
      train(evaluated, 1, 2);
      assertEqual(saved(evaluated, folder.resolve("a")), saved(plain, folder.resolve("b")));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 0}) // ND4J takes 0 for the clock
  void initialWeightsAreAFunctionOfTheSeed(long seed) {
    try (CnnArm one = arm(seed);
        CnnArm other = arm(2)) {
      train(other, 0, 1);
      try (CnnArm again = arm(seed)) {
        assertThat(again.logits(batch(0))).isEqualTo(one.logits(batch(0)));
      }
      assertThat(other.logits(batch(0))).isNotEqualTo(one.logits(batch(0)));
    }
  }

  @Test
  void accumulatedGradientsAreAveraged(@TempDir Path folder) throws Exception {
    try (CnnArm once = arm(1);
        CnnArm twice = arm(1)) {
      once.step(List.of(batch(0)), 0.01);
      twice.step(List.of(batch(0), batch(0)), 0.01);
      assertThat(twice.takeLosses()).containsExactly(once.takeLosses(), within(1e-9));
      Map<String, float[]> expected = saved(once, folder.resolve("a"));
      saved(twice, folder.resolve("b"))
          .forEach(
              (name, values) ->
                  assertThat(greatestDifference(values, expected.get(name)))
                      .as(name)
                      .isLessThan(1e-6));
    }
  }

  @Test
  void aStepThatFailedLeavesNoGradientBehind(@TempDir Path folder) throws Exception {
    try (CnnArm failing = arm(1);
        CnnArm plain = arm(1)) {
      assertThatThrownBy(() -> failing.step(List.of(batch(1), batch(2), unlabeled()), 0.01))
          .isInstanceOf(DataException.class);
      train(failing, 0, 2);
      train(plain, 0, 2);
      assertEqual(saved(failing, folder.resolve("a")), saved(plain, folder.resolve("b")));
    }
  }

  @Test
  void aClosedOneOverwritesNothing(@TempDir Path folder) throws Exception {
    CnnArm arm = arm(1);
    saved(arm, folder);
    byte[] model = Files.readAllBytes(folder.resolve("model.safetensors"));
    arm.close();
    assertThatThrownBy(() -> arm.save(folder)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> train(arm, 0, 1)).isInstanceOf(IllegalStateException.class);
    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(model);
  }

  @Test
  void gradientIsClippedByItsWholeNorm(@TempDir Path folder) throws Exception {
    double limit = 1e-3;
    ArmRequest request =
        Requests.cnn(
            SIDE, 3, CLASSES, Requests.recipe(OptimizerKind.ADAMW, 0, limit, 1, 0, 0, 0), 1);
    try (CnnArm arm = Requests.cnnArm(Architecture.SMALL_RESIDUAL, request)) {
      train(arm, 0, 1);
      double squares = 0;
      for (float value : saved(arm, folder.resolve("a")).get("updater_state")) {
        squares += (double) value * value;
      }
      // The first moment is 0.1 of the gradient; the second one is too small to count.
      assertThat(Math.sqrt(squares) / 0.1).isCloseTo(limit, within(limit * 0.01));
    }
  }

  @Test
  void lossDoesNotContainWeightDecay() {
    ArmRequest none =
        Requests.cnn(SIDE, 3, CLASSES, Requests.recipe(OptimizerKind.ADAMW, 0, 0, 1, 0, 0.1, 0), 1);
    try (CnnArm decayed = arm(1);
        CnnArm plain = Requests.cnnArm(Architecture.SMALL_RESIDUAL, none)) {
      train(decayed, 0, 1);
      train(plain, 0, 1);
      assertThat(decayed.takeLosses()).containsExactly(plain.takeLosses(), within(1e-5));
      assertThat(decayed.takeLosses()).isEmpty();
    }
  }

  @Test
  void paddingDoesNotCount() {
    Batch batch = batch(0);
    Batch padded = new Batch(0, batch.ids(), 5, SIDE, SIDE, 3, batch.pixels(), batch.annotations());
    try (CnnArm arm = arm(1)) {
      Map<String, Double> expected = arm.evaluate(List.of(batch.only(new int[] {0, 1, 2, 3, 4})));
      arm.evaluate(List.of(padded))
          .forEach((name, value) -> assertThat(value).isCloseTo(expected.get(name), within(1e-5)));
    }
  }

  @Test
  void testWritesTheConfusionMatrixAndScores(@TempDir Path folder) throws Exception {
    Batch batch = batch(0);
    Map<String, Double> values;
    try (CnnArm arm = arm(1)) {
      values = arm.test(List.of(batch), folder);
    }
    assertThat(values).containsKeys("top1", "top5", "macro_f1");
    List<String> scores = Files.readAllLines(folder.resolve("scores.csv"));
    assertThat(scores).hasSize(1 + batch.valid()).startsWith("id,score");
    assertThat(scores.stream().filter(row -> row.endsWith(",1.0")).count())
        .isEqualTo(Math.round(values.get("top1") * batch.valid()));
    List<String> lines = Files.readAllLines(folder.resolve("confusion.csv"));
    assertThat(lines).hasSize(CLASSES + 1);
    assertThat(lines.get(0)).isEqualTo(",class 0,class 1,class 2,class 3");
  }

  @Test
  void refusesWhatItDoesNotDo() {
    ArmRequest request =
        Requests.cnn(
            SIDE, 3, CLASSES, Requests.recipe(OptimizerKind.LARS, 0, 0, 0.75, 0.1, 0, 0.99), 1);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> CnnArm.plan(Architecture.SMALL_RESIDUAL, request))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .contains(
                        "train.layer-decay must be 1 for protocol 'cnn', which does nothing else,"
                            + " got 0.75; set it in this arm."));
  }

  private static Batch unlabeled() {
    Batch batch = batch(0);
    return new Batch(
        0,
        batch.ids(),
        8,
        SIDE,
        SIDE,
        3,
        batch.pixels(),
        IntStream.range(0, 8).mapToObj(i -> Annotation.none()).toList());
  }

  @Test
  void refusesUnlabeledExamples() {
    try (CnnArm arm = arm(1)) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> arm.step(List.of(unlabeled()), 0.01))
          .withMessageContaining("Example 0 has no class, expected a class from 0 to 3");
    }
  }

  @Test
  void refusesTheCheckpointOfAnotherNetwork(@TempDir Path folder) throws Exception {
    try (CnnArm arm = arm(1);
        CnnArm other =
            Requests.cnnArm(
                Architecture.SMALL_RESIDUAL,
                Requests.cnn(SIDE, 1, CLASSES, Requests.recipe(), 1))) {
      arm.save(folder);
      assertThatExceptionOfType(CheckpointException.class)
          .isThrownBy(() -> other.load(folder))
          .withMessageContaining("'stem_W' [16, 3, 3, 3], expected [16, 1, 3, 3]");
    }
  }

  @Test
  @Tag("slow")
  void learnsASmallSetByHeart() {
    ArmRequest request = Requests.cnn(32, 3, CLASSES, Requests.recipe(), 1);
    Batch all = Batches.bands(64, 32, 3, CLASSES, 3);
    try (CnnArm arm = Requests.cnnArm(Architecture.SMALL_RESIDUAL, request)) {
      for (int i = 0; i < 40; i++) {
        arm.step(List.of(all), 0.003);
      }
      double[] losses = arm.takeLosses();
      assertThat(losses[39]).isLessThan(losses[0] / 2);
      assertThat(arm.evaluate(List.of(all)).get("top1")).isGreaterThan(0.95);
    }
  }

  @Test
  @Tag("slow")
  @EnabledOnOs(OS.LINUX)
  void memoryStaysFlat() throws Exception {
    Batch batch = Batches.bands(32, 16, 3, CLASSES, 3);
    try (CnnArm arm =
        Requests.cnnArm(
            Architecture.SMALL_RESIDUAL, Requests.cnn(16, 3, CLASSES, Requests.recipe(), 1))) {
      long early = residentKilobytesAfter(arm, batch, 50);
      long late = residentKilobytesAfter(arm, batch, 400);
      // One array of the network's size left behind per step would be more than 1 GB.
      assertThat(late - early).isLessThan(200_000);
    }
  }

  @Test
  void anUpdateThatSpoilsTheWeightsIsSeen() {
    try (CnnArm arm = arm(1)) {
      arm.step(List.of(batch(1)), 0.01);
      assertThat(arm.isFinite()).isTrue();
      arm.step(List.of(batch(2)), Double.POSITIVE_INFINITY);
      assertThat(arm.isFinite()).isFalse();
    }
  }

  private static long residentKilobytesAfter(CnnArm arm, Batch batch, int steps) throws Exception {
    for (int i = 0; i < steps; i++) {
      arm.step(List.of(batch), 0.001);
      arm.evaluate(List.of(batch));
    }
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static double greatestDifference(float[] some, float[] others) {
    assertThat(some).hasSameSizeAs(others);
    return IntStream.range(0, some.length)
        .mapToDouble(i -> Math.abs(some[i] - others[i]))
        .max()
        .orElse(0);
  }

  private static void assertEqual(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
  }
}
