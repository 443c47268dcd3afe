package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
  @TempDir Path experiment;

  @Test
  void keepsTheOrderInWhichArmsWereStarted() throws IOException {
    RunFixture.complete(experiment);

    assertThat(Comparison.of(RunReader.read(experiment)).arms())
        .extracting(ArmResult::arm)
        .containsExactly("fine-tune", "scratch", "cnn");
  }

  @Test
  void pairsDifferencesBySeed() throws IOException {
    ArmResult tuned = compare(RunFixture.complete(experiment)).get("fine-tune");

    Estimate difference = tuned.difference().orElseThrow().estimate();
    assertThat(difference.mean()).isCloseTo(0.35 / 3, within(1e-12));
    assertThat(difference.std().orElseThrow()).isCloseTo(0.01 / Math.sqrt(3), within(1e-12));
    assertThat(difference.interval().orElseThrow().low())
        .isCloseTo(0.35 / 3 - 4.302652730 * 0.01 / 3, within(1e-9));
    assertThat(difference.basis()).isEqualTo(Basis.SEEDS);
    assertThat(tuned.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(tuned.test()).containsOnlyKeys("top1", "macro_f1");
    assertThat(tuned.test().get("macro_f1").mean()).isCloseTo(0.69, within(1e-12));
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
  void comparesArmsOfDifferentTasksThatAreJudgedAlike() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture.arm(experiment, "guess", seed, 0.1).put("task", "majority").write();
      CellFixture.arm(experiment, "other-data", seed, 0.1).put("dataset", "others").write();
      CellFixture.arm(experiment, "scratch", seed, 0.5).write();
    }

    Map<String, ArmResult> results = compare(experiment);

    assertThat(results.get("guess").verdict()).isEqualTo(Verdict.WORSE);
    assertThat(results.get("other-data").difference()).isEmpty();
  }

  @Test
  void givesNoVerdictOnOneSeedOrNoSharedSeed() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture.arm(experiment, "one", 1, 0.9).write();
    CellFixture.arm(experiment, "apart", 2, 0.9).write();

    Map<String, ArmResult> results = compare(experiment);

    assertThat(results.get("one").verdict().words()).isEqualTo("no verdict (one seed)");
    assertThat(results.get("one").difference().orElseThrow().estimate().mean())
        .isCloseTo(0.4, within(1e-12));
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
  void seedsJudgedOnOtherImagesShareNoDraws() throws IOException {
    for (int seed = 1; seed <= 2; seed++) {
      for (String arm : List.of("fine-tune", "scratch")) {
        CellFixture cell = CellFixture.arm(experiment, arm, seed, 0.5);
        cell.manifest.withObject("dataFingerprint").put("test", "set of seed " + seed);
        cell.scores(true, false, seed == 1, seed == 2).write();
      }
    }

    assertThat(compare(experiment).get("fine-tune").primary().basis()).isEqualTo(Basis.SEEDS);
  }

  @Test
  void runsOnGivenWeightsAreRepeatsOnOnePretraining() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture.arm(experiment, "published", seed, 0.6 + seed * 0.01)
          .put("initialization", "weights")
          .write();
      CellFixture.arm(experiment, "scratch", seed, 0.5).write();
    }

    ArmResult published = compare(experiment).get("published");

    assertThat(published.primary().basis()).isEqualTo(Basis.REPEATS);
    assertThat(published.difference().orElseThrow().estimate().basis()).isEqualTo(Basis.REPEATS);
    assertThat(published.primary().runs()).isEqualTo(3);
    assertThat(published.cells())
        .extracting(cell -> cell.seeds().listed())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void addsThePretrainingBudget() throws IOException {
    ArmResult tuned = compare(RunFixture.complete(experiment)).get("fine-tune");

    assertThat(tuned.ledger().training().imagesSeen()).isEqualTo(4000);
    assertThat(tuned.ledger().training().wallSeconds()).isEqualTo(32);
    assertThat(tuned.ledger().training().peakMemoryBytes()).isEqualTo(800_000_003);
    assertThat(tuned.ledger().pretraining().flops()).isEqualTo(8.8e13);
    assertThat(tuned.ledger().withPretraining().flops()).isEqualTo(9.24e13);
    assertThat(tuned.ledger().withPretraining().wallSeconds()).isEqualTo(152);
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

  @Test
  void correctsForTheNumberOfArms() throws IOException {
    Map<String, ArmResult> results = compare(RunFixture.complete(experiment));

    Difference tuned = results.get("fine-tune").difference().orElseThrow();
    Difference cnn = results.get("cnn").difference().orElseThrow();
    assertThat(tuned.corrected().orElseThrow()).isEqualTo(2 * tuned.pValue().orElseThrow());
    assertThat(cnn.corrected()).isEqualTo(cnn.pValue());
  }

  @Test
  void comparesWithTheBaselineOfTheSameValue() throws IOException {
    for (String labels : new String[] {"5", "50"}) {
      double scratch = labels.equals("5") ? 0.2 : 0.6;
      CellFixture.arm(experiment, "tuned-" + labels, 1, scratch + 0.1)
          .axis("tuned", "labels-per-class", labels)
          .put("baseline", "scratch-" + labels)
          .write();
      CellFixture.arm(experiment, "scratch-" + labels, 1, scratch)
          .axis("scratch", "labels-per-class", labels)
          .put("baseline", "scratch-" + labels)
          .write();
    }
    CellFixture.arm(experiment, "cnn", 1, 0.5).put("baseline", "scratch-500").write();

    Results results = Comparison.of(RunReader.read(experiment));
    Map<String, ArmResult> arms = compare(experiment);

    assertThat(results.baselineWords()).isEqualTo("scratch with the same labels-per-class");
    for (String labels : new String[] {"5", "50"}) {
      assertThat(arms.get("scratch-" + labels).verdict()).isEqualTo(Verdict.BASELINE);
      assertThat(arms.get("tuned-" + labels).difference().orElseThrow().estimate().mean())
          .isCloseTo(0.1, within(1e-12));
    }
    assertThat(arms.get("cnn").verdict().words()).isEqualTo("no verdict (no baseline)");
  }

  @Test
  void refusesBaselinesThatAreNotOfOneGroup() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture.arm(experiment, "cnn", 1, 0.5).put("baseline", "cnn").write();

    assertThatThrownBy(() -> compare(experiment))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("but the manifests name cnn, scratch. Report on cells of one");
  }

  @Test
  void pairsRepeatsAndTakesThePretrainingAsWhatVaries() throws IOException {
    double[][] tuned = {{0.70, 0.74}, {0.62, 0.66}};
    for (int seed = 0; seed < 2; seed++) {
      CellFixture.pretrain(experiment, seed).write();
      for (int repeat = 0; repeat < 2; repeat++) {
        long own = seed + 100L * repeat;
        CellFixture arm = CellFixture.arm(experiment, "tuned", own, tuned[seed][repeat]);
        arm.manifest.put("pretrainSeed", seed).put("repeat", repeat);
        arm.from("pretrain-s" + seed).put("startedAt", "2026-01-02T03:04:00Z").write();
        CellFixture scratch = CellFixture.arm(experiment, "scratch", own, 0.5 + 0.02 * repeat);
        scratch.manifest.put("repeat", repeat);
        scratch.put("startedAt", "2026-01-02T03:04:01Z").write();
      }
    }

    Estimate primary = compare(experiment).get("tuned").primary();
    Estimate difference = compare(experiment).get("tuned").difference().orElseThrow().estimate();

    assertThat(primary.seeds()).isEqualTo(2);
    assertThat(primary.runs()).isEqualTo(4);
    // Means 0.72 and 0.64; within each pretraining a variance of 0.0008, half of it in the means.
    assertThat(primary.std().orElseThrow()).isCloseTo(0.08 / Math.sqrt(2), within(1e-12));
    Estimate.Parts parts = primary.parts().orElseThrow();
    assertThat(parts.repeats()).isCloseTo(Math.sqrt(0.0008), within(1e-12));
    assertThat(parts.seeds().orElseThrow()).isCloseTo(Math.sqrt(0.0032 - 0.0004), within(1e-12));
    // Differences 0.20, 0.22 and 0.12, 0.14.
    assertThat(difference.mean()).isCloseTo(0.17, within(1e-12));
    assertThat(difference.std().orElseThrow()).isCloseTo(0.08 / Math.sqrt(2), within(1e-12));
    assertThat(difference.seeds()).isEqualTo(2);
  }

  @Test
  void againstAPretrainedBaselineItsPretrainingIsWhatVaries() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture.pretrain(experiment, seed).write();
      for (int repeat = 0; repeat < 2; repeat++) {
        long own = seed + 100L * repeat;
        CellFixture scratch = CellFixture.arm(experiment, "scratch", own, 0.5 + 0.02 * seed);
        scratch.manifest.put("pretrainSeed", seed).put("repeat", repeat);
        scratch.from("pretrain-s" + seed).put("startedAt", "2026-01-02T03:04:00Z").write();
        CellFixture cnn = CellFixture.arm(experiment, "cnn", own, 0.4 + 0.01 * repeat);
        cnn.manifest.put("repeat", repeat);
        cnn.put("startedAt", "2026-01-02T03:04:01Z").write();
      }
    }

    ArmResult cnn = compare(experiment).get("cnn");
    Estimate difference = cnn.difference().orElseThrow().estimate();

    assertThat(cnn.primary().seeds()).isEqualTo(6);
    assertThat(difference.seeds()).isEqualTo(3);
    assertThat(difference.runs()).isEqualTo(6);
    // Means of two repeats: -0.115, -0.135, -0.155.
    assertThat(difference.std().orElseThrow()).isCloseTo(0.02, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void besideGivenWeightsThePretrainingIsWhatVariesToo(boolean givenIsBaseline) throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture.pretrain(experiment, seed).write();
      for (int repeat = 0; repeat < 2; repeat++) {
        long own = seed + 100L * repeat;
        String tuned = givenIsBaseline ? "tuned" : "scratch";
        CellFixture arm = CellFixture.arm(experiment, tuned, own, 0.5 + 0.02 * seed);
        arm.manifest.put("pretrainSeed", seed).put("repeat", repeat);
        arm.from("pretrain-s" + seed).put("startedAt", "2026-01-02T03:04:00Z").write();
        String weights = givenIsBaseline ? "scratch" : "given";
        CellFixture given = CellFixture.arm(experiment, weights, own, 0.4 + 0.01 * repeat);
        given.manifest.put("repeat", repeat).put("initialization", "weights");
        given.put("startedAt", "2026-01-02T03:04:01Z").write();
      }
    }

    ArmResult arm = compare(experiment).get(givenIsBaseline ? "tuned" : "given");
    Estimate difference = arm.difference().orElseThrow().estimate();

    assertThat(difference.seeds()).isEqualTo(3);
    assertThat(difference.std().orElseThrow()).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void usesTheImagesWhereScoresAreThere() throws IOException {
    RunFixture.scored(experiment);

    Map<String, ArmResult> results = compare(experiment);

    Difference tuned = results.get("fine-tune").difference().orElseThrow();
    assertThat(tuned.estimate().basis()).isEqualTo(Basis.SEEDS_AND_IMAGES);
    assertThat(results.get("fine-tune").verdict()).isEqualTo(Verdict.BETTER);
    assertThat(results.get("probe").verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
  }

  @Test
  void usesRecordedDrawsOfImagesWhereTheMetricIsNoMean() throws IOException {
    DetectionFixture.complete(experiment);

    Map<String, ArmResult> results = compare(experiment);

    ArmResult tuned = results.get("mae");
    Difference difference = tuned.difference().orElseThrow();
    assertThat(difference.estimate().basis()).isEqualTo(Basis.SEEDS_AND_IMAGES);
    assertThat(tuned.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(results.get("cnn").verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    // Images weigh on every arm alike, so differences vary far less than the arms themselves.
    assertThat(width(difference.estimate())).isLessThan(width(tuned.primary()) / 3);
    // 1.96 times 0.03, what images do to an arm, and little more.
    assertThat(width(tuned.primary()) / 2).isBetween(0.05, 0.075);
  }

  private static double width(Estimate estimate) {
    Interval interval = estimate.interval().orElseThrow();
    return interval.high() - interval.low();
  }

  @Test
  void doesNotPairDrawsOfOtherImages() throws IOException {
    DetectionFixture.complete(experiment);
    Path file = experiment.resolve("cells/mae-s1/resamples.csv");
    String all = Files.readString(file);
    Files.writeString(file, all.substring(0, all.lastIndexOf("\n199,") + 1));

    // One run was drawn 199 times instead of 200, so its draws are not those of the others.
    assertThat(compare(experiment).get("mae").primary().basis()).isEqualTo(Basis.SEEDS);
  }

  @Test
  void leavesOutMetricsThatNoRunCouldTell() throws IOException {
    DetectionFixture.complete(experiment);

    assertThat(compare(experiment).get("mae").test())
        .containsOnlyKeys("top1", "macro_f1", "AP", "AP50", "AR100");
  }

  @Test
  void countsTheSearchOnceForTheArm() throws IOException {
    for (int seed = 1; seed <= 2; seed++) {
      CellFixture cell = CellFixture.arm(experiment, "scratch", seed, 0.5);
      cell.manifest.put("trials", 8).put("trialImagesSeen", 1000).put("trialFlops", 6e11);
      cell.manifest.put("trialSeconds", 70);
      cell.write();
    }

    Ledger ledger = compare(experiment).get("scratch").ledger();

    assertThat(ledger.trials()).isEqualTo(new Trials(8, 1000, 6e11, 70));
    assertThat(ledger.training().imagesSeen()).isEqualTo(4000);
    assertThat(ledger.withPretraining()).isEqualTo(ledger.training());
    assertThat(ledger.total().imagesSeen()).isEqualTo(5000);
    assertThat(ledger.total().flops()).isEqualTo(5e12);
  }

  @Test
  void runsOfAnArmMayHaveDifferentEngines() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture cell = CellFixture.arm(experiment, "scratch", seed, 0.5);
      if (seed > 1) {
        cell.put("engine", seed == 2 ? "deeplearning4j" : "libtorch, deeplearning4j");
      }
      cell.write();
    }

    assertThat(compare(experiment).get("scratch").engines()).isEqualTo("libtorch, deeplearning4j");
  }

  private static Map<String, ArmResult> compare(Path experiment) throws IOException {
    return Comparison.of(RunReader.read(experiment)).arms().stream()
        .collect(Collectors.toMap(ArmResult::arm, Function.identity()));
  }
}
