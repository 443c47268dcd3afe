package org.vitmae.detection.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.data.Dataset;
import org.vitmae.plugin.ArmPlan;

class YoloArmTest {
  private static final Logger LOG = LoggerFactory.getLogger(YoloArmTest.class);
  private static final int HEIGHT = 32;
  private static final int WIDTH = 48;
  private static final Dataset SCENES = ScenesRequest.scenes(8, HEIGHT, WIDTH);
  private static final Dataset OTHERS = ScenesRequest.scenes(3, HEIGHT, WIDTH);

  private static YoloArm arm(Dataset scenes, long seed) {
    return new YoloArm(ScenesRequest.of(scenes, HEIGHT, WIDTH, 1, seed));
  }

  private static void train(YoloArm arm, int steps) {
    for (int i = 0; i < steps; i++) {
      arm.step(List.of(ScenesRequest.batch(SCENES, 4, 4)), 0.001);
    }
  }

  @Test
  void resumedTrainingGivesTheSameBits(@TempDir Path folder) throws Exception {
    try (YoloArm whole = arm(SCENES, 1);
        YoloArm first = arm(SCENES, 1);
        YoloArm second = arm(OTHERS, 2)) {
      train(whole, 3);
      train(first, 2);
      first.save(folder);
      second.load(folder);
      train(second, 1);
      Batch batch = ScenesRequest.batch(SCENES, 8, 8);
      float[] expected = whole.answers(batch).values();

      assertThat(second.answers(batch).values()).isEqualTo(expected);
      assertThat(second.takeLosses()).containsExactly(whole.takeLosses()[2]);
    }
  }

  @Test
  void aCheckpointBringsItsAnchors(@TempDir Path folder) throws Exception {
    try (YoloArm trained = arm(SCENES, 1);
        YoloArm loaded = arm(OTHERS, 1);
        YoloArm used = arm(OTHERS, 2)) {
      Batch batch = ScenesRequest.batch(SCENES, 2, 2);
      float[] before = loaded.answers(batch).values();
      trained.save(folder);
      loaded.load(folder);
      Files.delete(folder.resolve(Checkpoint.OPTIMIZER));
      used.loadWeights(folder);

      assertThat(before).isNotEqualTo(trained.answers(batch).values());
      assertThat(loaded.answers(batch).values()).isEqualTo(trained.answers(batch).values());
      assertThat(used.answers(batch).values()).isEqualTo(trained.answers(batch).values());
    }
  }

  @Test
  void paddingDoesNotCount() {
    try (YoloArm arm = arm(SCENES, 1)) {
      assertThat(arm.evaluate(List.of(ScenesRequest.batch(SCENES, 4, 2))))
          .isEqualTo(arm.evaluate(List.of(ScenesRequest.batch(SCENES, 2, 2))));
    }
  }

  @Test
  void sizesTheGraphItTrains() {
    ArmPlan plan = YoloArm.plan(ScenesRequest.of(SCENES, HEIGHT, WIDTH, 1, 1));
    YoloNetwork network =
        YoloNetwork.of(ScenesRequest.data(HEIGHT, WIDTH), SCENES.classNames().size());
    INDArray anchors = Nd4j.ones(YoloNetwork.ANCHORS, 2);
    ComputationGraph graph =
        new ComputationGraph(network.configuration(new NeuralNetConfiguration.Builder(), anchors));
    graph.init();
    long trainable =
        graph.paramTable().entrySet().stream()
            .filter(e -> !e.getKey().endsWith("_mean") && !e.getKey().endsWith("_var"))
            .mapToLong(e -> e.getValue().length())
            .sum();
    graph.close();

    assertThat(plan.parameters()).isEqualTo(trainable);
    // By hand for cells of 16 pixels: stem, stages of one, two and two blocks, shortcuts, answers.
    long cells = 2 * 3;
    long answers = 5L * (5 + SCENES.classNames().size());
    long stem = 27L * 32 * 64 * cells;
    long stage0 = (9L * 64 * (32 + 64) + 32 * 64) * 16 * cells;
    long stage1 = (9L * 128 * (64 + 3 * 128) + 64 * 128) * 4 * cells;
    long stage2 = (9L * 256 * (128 + 3 * 256) + 128 * 256) * cells;
    assertThat(plan.trainFlopsPerImage())
        .isEqualTo(3 * 2.0 * (stem + stage0 + stage1 + stage2 + 256 * answers * cells));
  }

  @Test
  void refusesWhatItDoesNotDo() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> YoloArm.plan(ScenesRequest.of(SCENES, HEIGHT, WIDTH, 0.7, 1)))
        .withMessageContaining("train.layer-decay must be 1 for protocol 'cnn'");
  }

  @Test
  void testWritesIntoTheCell(@TempDir Path folder) throws Exception {
    try (YoloArm arm = arm(SCENES, 1)) {
      assertThat(arm.test(List.of(ScenesRequest.batch(SCENES, 4, 4)), folder))
          .containsKeys("AP", "AP50", "voc-AP50");
    }
    assertThat(Files.isDirectory(folder)).isTrue();
  }

  @Test
  @Tag("slow")
  void learnsAHandfulOfScenesByHeart() {
    Dataset scenes = ScenesRequest.scenes(4, 64, 64);
    Batch batch = ScenesRequest.batch(scenes, 4, 4);
    try (YoloArm arm = new YoloArm(ScenesRequest.of(scenes, 64, 64, 1, 1))) {
      for (int i = 0; i < 40; i++) {
        arm.step(List.of(batch), 0.001);
      }
      double[] losses = arm.takeLosses();
      assertThat(losses[39]).isLessThan(losses[0] / 10);
      assertThat(arm.evaluate(List.of(batch)).get("AP50")).isGreaterThan(0.99);
    }
  }

  @Test
  @Tag("slow")
  void timesATrainingStep() {
    Dataset scenes = ScenesRequest.scenes(8, 256, 320);
    Batch batch = ScenesRequest.batch(scenes, 8, 8);
    try (YoloArm arm = new YoloArm(ScenesRequest.of(scenes, 256, 320, 1, 1))) {
      double fastest = Double.MAX_VALUE;
      for (int i = 0; i < 4; i++) {
        long start = System.nanoTime();
        arm.step(List.of(batch), 0.001);
        fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
      }
      LOG.warn("{} images per second", 8 / fastest);
      assertThat(arm.takeLosses()[3]).isFinite();
    }
  }
}
