package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.MixConfig;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.ComputeThreads;

class MixingTest {
  private static final int SIDE = 16;
  private static final int CLASSES = 4;
  private static final Batch BATCH = Batches.bands(32, SIDE, 3, CLASSES, 1);

  @TempDir private Path folder;

  @BeforeAll
  static void sizeThePool() {
    ComputeThreads.configure(2);
  }

  private static Arm arm(MixConfig mix) {
    ArmRequest request =
        Requests.request(
            "fine-tune", Requests.data(SIDE, SIDE, 3), CLASSES, Requests.mixing(mix), 1);
    return Requests.prepare(FineTuneProtocol.full(), request);
  }

  private static double firstLoss(MixConfig mix) {
    try (Arm arm = arm(mix)) {
      arm.step(List.of(BATCH), 0);
      return arm.takeLosses()[0];
    }
  }

  @Test
  void mixingChangesTheLossOfTraining() {
    double plain = firstLoss(new MixConfig(0, 0, 1, 0.5));

    assertThat(firstLoss(new MixConfig(0.8, 0, 1, 0))).isNotEqualTo(plain);
    assertThat(firstLoss(new MixConfig(0, 1, 1, 1))).isNotEqualTo(plain);
    assertThat(firstLoss(new MixConfig(0.8, 1, 0, 0.5))).isEqualTo(plain);
  }

  @Test
  @Tag("slow")
  void mixedTrainingLearnsWhatPlainImagesShow() {
    try (Arm arm = arm(new MixConfig(0.8, 1, 1, 0.5))) {
      for (int step = 0; step < 60; step++) {
        arm.step(List.of(Batches.ofEpoch(BATCH, step)), 0.002);
      }

      assertThat(arm.evaluate(List.of(BATCH)).get("top1")).isGreaterThan(0.9);
    }
  }

  @Test
  void resumedMixingGivesTheSameBits() throws Exception {
    MixConfig mix = new MixConfig(0.8, 1, 1, 0.5);
    Path half = Files.createDirectory(folder.resolve("half"));
    try (Arm whole = arm(mix);
        Arm first = arm(mix);
        Arm second = arm(mix)) {
      train(whole, 0, 4);
      train(first, 0, 2);
      first.save(half);
      second.load(half);
      train(second, 2, 4);

      assertThat(second.evaluate(List.of(BATCH))).isEqualTo(whole.evaluate(List.of(BATCH)));
    }
  }

  private static void train(Arm arm, int from, int to) {
    for (int step = from; step < to; step++) {
      arm.step(List.of(Batches.ofEpoch(BATCH, step)), 0.002);
    }
  }
}
