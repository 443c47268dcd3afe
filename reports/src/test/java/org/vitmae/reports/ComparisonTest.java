package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir Path experiment;

  @Test
  void keepsTheOrderInWhichArmsWereStarted() throws IOException {
    RunFixture.complete(experiment);

    assertThat(Comparison.of(RunReader.read(experiment)))
        .extracting(result -> result.setting().arm())
        .containsExactly("fine-tune", "scratch", "cnn");
  }

  @Test
  void pairsDifferencesBySeed() throws IOException {
    ArmResult tuned = compare(RunFixture.complete(experiment)).get("fine-tune");

    Estimate difference = tuned.difference().orElseThrow();
    assertThat(difference.mean()).isCloseTo(0.35 / 3, within(1e-12));
    Estimate.Spread spread = difference.spread().orElseThrow();
    assertThat(spread.std()).isCloseTo(0.01 / Math.sqrt(3), within(1e-12));
    assertThat(spread.low()).isCloseTo(0.35 / 3 - 4.302652730 * 0.01 / 3, within(1e-9));
    assertThat(tuned.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(tuned.testMeans()).containsOnlyKeys("macro_f1", "top1");
    assertThat(tuned.testMeans().get("macro_f1")).isCloseTo(0.69, within(1e-12));
  }

  @Test
  void showsNoDifferenceWhereTheIntervalHoldsZero() throws IOException {
    Map<String, ArmResult> results = compare(RunFixture.complete(experiment));

    assertThat(results.get("cnn").verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    assertThat(results.get("scratch").verdict()).isEqualTo(Verdict.BASELINE);
    assertThat(results.get("scratch").difference()).isEmpty();
  }

  @Test
  void saysWhenPretrainingLoses() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture.pretrain(experiment, seed).write();
      CellFixture.arm(experiment, "fine-tune", seed, 0.50 + 0.001 * seed)
          .from("pretrain-s" + seed)
          .write();
      CellFixture.arm(experiment, "scratch", seed, 0.60).write();
    }

    assertThat(compare(experiment).get("fine-tune").verdict().words()).isEqualTo("worse");
  }

  @Test
  void turnsTheVerdictAroundWhereLowerIsBetter() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      for (Map.Entry<String, Double> arm : Map.of("other", 0.3, "scratch", 0.5).entrySet()) {
        CellFixture cell = CellFixture.arm(experiment, arm.getKey(), seed, arm.getValue());
        cell.manifest.put("higherIsBetter", false);
        cell.write();
      }
    }

    assertThat(compare(experiment).get("other").verdict()).isEqualTo(Verdict.BETTER);
  }

  @Test
  void givesNoVerdictOnOneSeedOrNoSharedSeed() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture.arm(experiment, "one", 1, 0.9).write();
    CellFixture.arm(experiment, "apart", 2, 0.9).write();

    Map<String, ArmResult> results = compare(experiment);

    assertThat(results.get("one").verdict().words()).isEqualTo("one seed: no verdict");
    assertThat(results.get("one").difference().orElseThrow().mean()).isCloseTo(0.4, within(1e-12));
    assertThat(results.get("apart").verdict()).isEqualTo(Verdict.NO_SHARED_SEED);
  }

  @Test
  void doesNotCompareArmsThatWereJudgedOnOtherImages() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture fingerprint = CellFixture.arm(experiment, "other-files", 1, 0.9);
    fingerprint.manifest.withObject("dataFingerprint").put("test", "e".repeat(64));
    fingerprint.write();
    CellFixture.arm(experiment, "other-set", 1, 0.9).put("dataset", "grocery").write();

    Map<String, ArmResult> results = compare(experiment);

    for (String arm : List.of("other-files", "other-set")) {
      assertThat(results.get(arm).verdict()).as(arm).isEqualTo(Verdict.NOT_COMPARABLE);
      assertThat(results.get(arm).difference()).as(arm).isEmpty();
    }
  }

  @Test
  void addsThePretrainingBudget() throws IOException {
    ArmResult tuned = compare(RunFixture.complete(experiment)).get("fine-tune");

    assertThat(tuned.training().imagesSeen()).isEqualTo(4000);
    assertThat(tuned.training().wallSeconds()).isEqualTo(32);
    assertThat(tuned.training().peakMemoryBytes()).isEqualTo(800_000_003);
    assertThat(tuned.pretraining().flops()).isEqualTo(8.8e13);
    assertThat(tuned.total().flops()).isEqualTo(9.24e13);
    assertThat(tuned.total().wallSeconds()).isEqualTo(152);
  }

  @Test
  void needsTheBaseline() throws IOException {
    CellFixture.arm(experiment, "fine-tune", 1, 0.7).write();

    assertThatThrownBy(() -> compare(experiment))
        .isInstanceOf(ReportException.class)
        .hasMessage(
            "The baseline 'scratch' has no finished cell; finished arms are fine-tune. Finish the"
                + " baseline, for instance with 'run NAME --resume'.");
  }

  @Test
  void needsThePretrainingAnArmStartedFrom() throws IOException {
    CellFixture.arm(experiment, "scratch", 1, 0.7).from("pretrain-s1").write();

    assertThatThrownBy(() -> compare(experiment))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("Cell scratch-s1 started from pretrain-s1, which is not among");
  }

  @Test
  void refusesCellsOfOneArmThatDiffer() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture.arm(experiment, "scratch", 2, 0.7).put("protocol", "linear-probe").write();

    assertThatThrownBy(() -> compare(experiment))
        .isInstanceOf(ReportException.class)
        .hasMessageContainingAll("scratch-s1", "scratch-s2", "fine-tune", "linear-probe");
  }

  private static Map<String, ArmResult> compare(Path experiment) throws IOException {
    return Comparison.of(RunReader.read(experiment)).stream()
        .collect(Collectors.toMap(result -> result.setting().arm(), Function.identity()));
  }
}
