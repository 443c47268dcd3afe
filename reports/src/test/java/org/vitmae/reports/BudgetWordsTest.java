package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetWordsTest {
  @TempDir Path experiment;

  @Test
  void saysWhatDiffersByMoreThanFivePercent() throws IOException {
    RunFixture.complete(experiment);

    // The baseline: 200 labels, 4000 images, 4.4 TFLOP. Pretraining adds 40000 and 88.
    assertThat(words("fine-tune")).isEqualTo("11× the images in all, 21× the operations in all");
    assertThat(words("cnn")).isEqualTo("0.27× the operations in training");
  }

  @Test
  void takesFivePercentForTheSame() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture near = CellFixture.arm(experiment, "near", 1, 0.5);
    near.manifest.put("trainImages", 210).put("imagesSeen", 3800).put("flops", 4.6e12);
    near.write();
    CellFixture far = CellFixture.arm(experiment, "far", 1, 0.5);
    far.manifest.put("trainImages", 20).put("imagesSeen", 8000).put("trials", 2);
    far.manifest.put("trialFlops", 8.8e12);
    far.write();

    assertThat(words("near")).isEqualTo("the same within 5 %");
    assertThat(words("far"))
        .isEqualTo(
            "0.10× the labels, 2.00× the images in training, 2.00× the images in all,"
                + " 3.00× the operations in all");
  }

  @Test
  void countsWhatTheBaselineAloneHasBesideItsTraining() throws IOException {
    CellFixture.pretrain(experiment, 1).write(); // 88 TFLOP
    CellFixture.arm(experiment, "scratch", 1, 0.5).from("pretrain-s1").write(); // 4.4 TFLOP
    CellFixture.arm(experiment, "cnn", 1, 0.5).write();

    assertThat(words("cnn")).isEqualTo("0.09× the images in all, 0.05× the operations in all");
  }

  @Test
  void countsTheSearchOfTheBaselineAlone() throws IOException {
    CellFixture searched = CellFixture.arm(experiment, "scratch", 1, 0.5); // 4.4 TFLOP
    searched.manifest.put("trials", 3).put("trialFlops", 13.2e12);
    searched.write();
    CellFixture.arm(experiment, "cnn", 1, 0.5).write();

    assertThat(words("cnn")).isEqualTo("0.25× the operations in all");
  }

  private String words(String arm) throws IOException {
    Map<String, ArmResult> arms =
        Comparison.of(RunReader.read(experiment)).arms().stream()
            .collect(Collectors.toMap(ArmResult::arm, Function.identity()));
    return BudgetWords.of(arms.get(arm), arms.get("scratch"));
  }

  @Test
  void hasNothingToAddUpWhereThereIsTrainingAlone() {
    Budget waiting = new Budget(10, 20, 3, 0.1, 5); // 3 * 0.1 / 3 is not 0.1

    assertThat(new Ledger(waiting, Budget.NOTHING, Trials.NONE).isTrainingAlone()).isTrue();
    assertThat(new Ledger(waiting, waiting, Trials.NONE).isTrainingAlone()).isFalse();
    assertThat(new Ledger(waiting, Budget.NOTHING, new Trials(1, 1, 1, 1)).isTrainingAlone())
        .isFalse();
  }
}
