package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;

class KnnArmTest {
  private static final int CLASSES = 4;
  private static final Batch TRAINING = Batches.bands(40, 16, 3, CLASSES, 1);
  private static final Batch OTHER = Batches.bands(16, 16, 3, CLASSES, 2);
  private static final ArmRequest REQUEST =
      Requests.request("knn", Requests.data(16, 16, 3), CLASSES, Requests.recipe(), 1);

  @TempDir private Path folder;

  private static Arm trained() {
    Arm arm = Requests.prepare(new KnnProtocol(), REQUEST);
    arm.step(List.of(TRAINING), 0.1);
    return arm;
  }

  @Test
  void findsWhatItHasSeen() {
    try (Arm arm = trained()) {
      Map<String, Double> values = arm.evaluate(List.of(TRAINING));

      assertThat(values).containsEntry("top1", 1.0).containsEntry("k", 1.0);
      assertThat(values).doesNotContainKey("loss");
      assertThat(arm.takeLosses()).containsExactly(0);
    }
  }

  @Test
  void validationChoosesTheNeighborsThatTheTestUses() throws Exception {
    try (Arm arm = trained()) {
      Map<String, Double> untold = arm.test(List.of(OTHER), folder);
      Map<String, Double> chosen = arm.evaluate(List.of(OTHER));

      assertThat(untold).containsEntry("k", 20.0);
      assertThat(arm.test(List.of(OTHER), folder)).isEqualTo(chosen);
      assertThat(chosen.get("top1")).isGreaterThanOrEqualTo(untold.get("top1"));
      assertThat(folder.resolve("confusion.csv")).exists();
    }
  }

  @Test
  void paddingIsNoNeighbor() {
    Batch padded =
        new Batch(0, TRAINING.ids(), 1, 16, 16, 3, TRAINING.pixels(), TRAINING.annotations());
    try (Arm arm = Requests.prepare(new KnnProtocol(), REQUEST)) {
      arm.step(List.of(padded), 0);

      assertThat(arm.evaluate(List.of(TRAINING))).containsEntry("top1", 0.25);
    }
  }

  @Test
  void goesOnFromACheckpoint() throws Exception {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (Arm arm = trained();
        Arm resumed = Requests.prepare(new KnnProtocol(), REQUEST)) {
      Map<String, Double> values = arm.evaluate(List.of(OTHER));
      arm.save(saved);
      resumed.load(saved);

      assertThat(resumed.test(List.of(OTHER), folder)).isEqualTo(values);
    }
  }

  @Test
  void nothingLearnsAndOneForwardPassIsCounted() {
    ArmPlan plan = new KnnProtocol().plan(REQUEST);

    assertThat(plan.trainableParameters()).isZero();
    assertThat(plan.trainFlopsPerImage()).isPositive();
  }
}
