package org.vitmae.classification.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.data.Batch;
import org.vitmae.data.Standardization;
import org.vitmae.train.TrainingLoss;

class RegressionTargetTest {
  private static final Standardization SCALE =
      new Standardization(List.of(10.0, 0.0), List.of(2.0, 1.0));
  private static final Batch BATCH =
      TargetBatches.of(5, 2, new double[] {8, 3}, new double[] {12, 5}, new double[] {99, 99});

  private static RegressionTarget target(TrainingLoss loss) {
    return new RegressionTarget(List.of("mass", "age"), loss, SCALE);
  }

  /** Predicts mass 9 and 14, age 3 and 4. */
  private static Judge judged(TrainingLoss loss) {
    Judge judge = target(loss).judge();
    judge.add(new float[] {-0.5f, 3, 2, 4, 0, 0}, BATCH);
    return judge;
  }

  @Test
  void trainsOnStandardizedValues() {
    assertThat(target(TrainingLoss.L2).rows(BATCH, Mix.NONE))
        .containsExactly(-1, 3, 1, 5, 44.5f, 99);
  }

  @Test
  void metricsAreInTheValuesOwnUnits() {
    Map<String, Double> values = judged(TrainingLoss.L2).values();

    // Errors of mass: 1 and 2; of age: 0 and 1.
    assertThat(values.get("mae")).isEqualTo((1.5 + 0.5) / 2, within(1e-12));
    assertThat(values.get("rmse")).isEqualTo((Math.sqrt(2.5) + Math.sqrt(0.5)) / 2, within(1e-12));
    // Squared deviations of mass: 2 * 4; of age: 2 * 1.
    assertThat(values.get("r2")).isEqualTo((1 - 5 / 8.0 + 1 - 1 / 2.0) / 2, within(1e-12));
    assertThat(values.get("loss")).isEqualTo((0.25 + 0 + 1 + 1) / 4, within(1e-12));
    assertThat(judged(TrainingLoss.L1).values().get("loss"))
        .isEqualTo((0.5 + 0 + 1 + 1) / 4, within(1e-12));
  }

  @Test
  void scoresAreErrorsWhoseMeanIsTheMetric(@TempDir Path folder) throws Exception {
    judged(TrainingLoss.L2).write(folder);

    assertThat(Files.readAllLines(folder.resolve("scores.csv")))
        .containsExactly("id,score", "5,0.5", "6,1.5");
    assertThat(Files.readAllLines(folder.resolve("targets.csv")))
        .containsExactly(
            "target,training_mean,training_deviation,mae,rmse,r2",
            "mass,10.0,2.0,1.5,1.5811388300841898,0.375",
            "age,0.0,1.0,0.5,0.7071067811865476,0.5");
  }

  @Test
  void aValueThatNeverChangesIsExplainedWhollyOrNotAtAll() {
    ValueErrors exact = new ValueErrors();
    ValueErrors wrong = new ValueErrors();
    for (int i = 0; i < 3; i++) {
      exact.add(4, 4);
      wrong.add(4, 5);
    }

    assertThat(exact.r2()).isEqualTo(1);
    assertThat(wrong.r2()).isZero();
  }
}
