package org.vitmae.deeplearning4j.mae;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.bench.BenchModel;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.model.InitialValues;
import org.vitmae.model.PatchGrid;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.train.ResidentMemory;

/**
 * Measures training steps; prints what it finds.
 *
 * <p>{@code -Dcompute.threads} says on how many threads, {@code -Dsoak.steps} how long memory is
 * watched.
 */
@Tag("slow")
class StepTest {
  private static final double MEGA = 1e6;

  private static SameDiffPretraining pretraining(ModelConfig model, int side) {
    ExperimentConfig config =
        new ConfigReader(StepTest.class.getClassLoader())
            .read(
                "shipped-for-tests",
                List.of("data.image-height=" + side, "data.image-width=" + side));
    return new SameDiffPretraining(
        model, config.data(), config.masking(), config.pretrain().recipe(), 0, Optional.empty());
  }

  private static Batch batch(int number, int images, int side) {
    byte[] pixels = new byte[images * side * side * 3];
    Draws.of(0, "step-test", 0, number % 2).nextBytes(pixels);
    long[] ids = new long[images];
    for (int i = 0; i < images; i++) {
      ids[i] = i;
    }
    return new Batch(
        number, ids, images, side, side, 3, pixels, Collections.nCopies(images, Annotation.none()));
  }

  @Test
  void timeOfAStepGoesIntoProductsMostly() {
    int threads = ComputeThreads.configure(Integer.getInteger("compute.threads", 1));
    try (SameDiffPretraining tiny = pretraining(BenchModel.TINY.config(), 224)) {
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < 12; i++) {
        Batch batch = batch(i, 16, 224);
        long from = System.nanoTime();
        tiny.step(List.of(batch), 1e-4);
        best = Math.min(best, (System.nanoTime() - from) / MEGA);
      }
      Map<String, Double> seconds = profile(BenchModel.TINY.config());
      double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
      System.out.printf(
          "ViT-Tiny 224/16, decoder 128x4, batch 16, %d threads: %.0f ms per step, %.0f ms of it in operators:%n",
          threads, best, 1e3 * all);
      seconds.entrySet().stream()
          .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
          .forEach(e -> System.out.printf("%-16s %7.1f ms%n", e.getKey(), 1e3 * e.getValue()));
      assertThat(seconds.get("matmul")).isGreaterThan(all / 3);
    }
  }

  /** Returns the seconds that each kind of operator takes in a forward and backward pass. */
  private static Map<String, Double> profile(ModelConfig model) {
    InitialParameters parameters = new InitialParameters(new InitialValues(0));
    PatchGrid grid = new PatchGrid(14, 14, 16, 3);
    Graph graph = new MaeNetwork(parameters, model, grid).graph(DataType.FLOAT, 16, 49);
    List<SDVariable> wanted = new ArrayList<>(graph.gradients().values());
    wanted.add(graph.values().get(BatchPlan.LOSSES));
    try (Plan plan = new Plan(graph, Map.of(), wanted)) {
      plan.inputs().values().forEach(array -> array.assign(0.01));
      plan.run();
      return plan.profile();
    }
  }

  @Test
  void memoryIsFlat() throws InterruptedException {
    int steps = Integer.getInteger("soak.steps", 1000);
    int warm = steps / 5;
    ModelConfig model = ModelConfig.of(4, new Blocks(48, 3, 3), new Blocks(32, 1, 2));
    ComputeThreads.configure(1);
    try (SameDiffPretraining small = pretraining(model, 32)) {
      long[] early = new long[2];
      for (int i = 0; i < steps; i++) {
        small.step(List.of(batch(i, 16, 32)), 1e-4);
        if (i % 10 == 0) {
          small.takeLosses();
        }
        if (i == warm) {
          early = settled();
        }
      }
      long[] late = settled();
      System.out.printf(
          "after %d and %d steps: resident %.1f and %.1f MB, heap %.1f and %.1f MB%n",
          warm, steps, early[0] / MEGA, late[0] / MEGA, early[1] / MEGA, late[1] / MEGA);
      assertThat(late[0]).isLessThan((long) (early[0] * 1.02) + (8L << 20));
      assertThat(late[1] - early[1]).isLessThan(2L << 20);
    }
  }

  /** Returns resident memory and used heap once garbage is gone, ND4J's after the collector's. */
  private static long[] settled() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(1000); // ND4J's threads free what the collector found
    }
    Runtime runtime = Runtime.getRuntime();
    return new long[] {ResidentMemory.currentBytes(), runtime.totalMemory() - runtime.freeMemory()};
  }
}
