package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path runs;
  private Path experiment;

  @BeforeEach
  void nameTheExperiment() {
    experiment = runs.resolve("fixture");
  }

  @Test
  void writesThePageTheTablesAndThePlots() throws IOException {
    ReportSummary summary = Report.write(RunFixture.complete(experiment));

    assertThat(summary.files())
        .extracting(path -> path.getFileName().toString())
        .containsExactly(
            "arm-loss.png",
            "comparison.csv",
            "comparison.png",
            "curves.csv",
            "index.html",
            "metric-curves.png",
            "pretrain-loss.png");
    assertThat(summary.page()).isEqualTo(experiment.resolve("report/index.html")).exists();
    assertThat(summary.arms()).isEqualTo(3);
    assertThat(summary.cells()).isEqualTo(12);
    assertThat(summary.unfinished()).isZero();
    assertThat(entries(experiment)).containsExactly("cells", "report");
  }

  @Test
  void rebuildsByteForByteAlsoWithoutCheckpointsAndElsewhere() throws IOException {
    Report.write(RunFixture.complete(experiment));
    Map<String, byte[]> first = contents(experiment.resolve("report"));

    deleteCheckpoints(experiment);
    Path moved = Files.move(experiment, runs.resolve("moved"));
    Report.write(moved);

    assertThat(contents(moved.resolve("report"))).containsExactlyInAnyOrderEntriesOf(first);
  }

  @Test
  void thePageStandsAlone() throws IOException {
    Report.write(RunFixture.complete(experiment));

    assertThat(Files.readString(experiment.resolve("report/index.html")))
        .doesNotContainPattern("(src|href)=\"(?!data:)")
        .doesNotContain("http:", "https:", "<script", "url(")
        .contains("default-src 'none'");
  }

  @Test
  void countsEachPretrainingOfASearchOnce() throws IOException {
    CellFixture.pretrain(experiment, 1).write(); // 40 000 images
    CellFixture.pretrain(experiment, "trial-fine-tune-0", 1).write(); // chosen
    CellFixture.pretrain(experiment, "trial-fine-tune-1", 1).write(); // among the trials' cost
    CellFixture tuned = CellFixture.arm(experiment, "fine-tune", 1, 0.6); // 4 000 images
    tuned.from("pretrain-trial-fine-tune-0-s1").manifest.put("trials", 2);
    tuned.manifest.put("trialImagesSeen", 48_000);
    tuned.write();
    CellFixture.arm(experiment, "scratch", 1, 0.5).write();
    Report.write(experiment);

    assertThat(Files.readString(experiment.resolve("report/index.html")))
        .contains("each trial counted once, took 136,000 images,");
  }

  @Test
  void saysWhatCameOut() throws IOException {
    Report.write(RunFixture.complete(experiment));

    // Differences 0.12, 0.11, 0.12: mean 0.11667, std 0.0057735, half width 4.302653 * std / sqrt
    // 3.
    assertThat(Files.readString(experiment.resolve("report/index.html")))
        .contains(
            "reaches top1 71.0 ± 1.0 % over 3 seeds, +11.7 points [+10.2, +13.1] against scratch",
            "no difference shown",
            "with its pretraining 92.4 TFLOP (21× that of scratch) and 2 min 32 s.",
            "2 arms compared with scratch: 1 better, 1 no difference shown.",
            "p is corrected for the 2 arms tested (Holm).",
            "21× the operations in all",
            "Hidden patches are shown in predicted colors.",
            "star, filled");
  }

  @Test
  void showsWhatADetectorsTestLeftBehind() throws IOException {
    ReportSummary summary = Report.write(DetectionFixture.complete(experiment));

    assertThat(summary.files())
        .extracting(path -> path.getFileName().toString())
        .contains(
            "categories.csv", "categories.png", "precision-recall.png", "precision-recall-2.png");
    assertThat(Files.readString(summary.page()))
        .contains("<h2>Categories</h2>", "Test AP of every category.")
        .contains("at least 0.5, thin lines: 0.75", "AP is no mean over images: the test of each")
        .contains("on 200 draws of them", "Image 2: 12 objects, 10 found, 2 missed, 1 wrong")
        // The arms drew the same first images, but each its own worst ones.
        .containsPattern("(?s)<h3>Detections</h3>\\s*<div class=\"scroll\" tabindex=\"0\"><table")
        .containsPattern("(?s)<h3>Worst</h3>\\s*<details>")
        .containsPattern("data:image/jpeg;base64,[^\"]{1000}")
        .contains("default-src 'none'");
  }

  @Test
  void showsWhatASegmentersTestLeftBehind() throws IOException {
    ReportSummary summary = Report.write(SegmentationFixture.complete(experiment));

    assertThat(summary.files())
        .extracting(path -> path.getFileName().toString())
        .contains("categories.csv", "axis.csv")
        .doesNotContain("precision-recall.png");
    assertThat(Files.readString(summary.page()))
        .contains("mae, by label-fraction", "Test IoU of every category.")
        .contains("mIoU is no mean over images", "Image 1: 84.1 % mIoU, 2.5 % wrong")
        .contains("<th scope=\"col\" class=\"n\">IoU-nucleus</th>", "background taken for nucleus")
        .containsPattern(
            "(?s)<h3>Segmentation</h3>\\s*<div class=\"scroll\" tabindex=\"0\"><table");
  }

  @Test
  void metricsOfManyCategoriesHaveNoColumns() throws IOException {
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    StringBuilder csv = new StringBuilder("category,objects,metric,value\n");
    for (int c = 0; c < 11; c++) {
      csv.append("class-").append(c).append(",7,IoU,0.5\n");
      cell.metric(200, 10, "test", "IoU-class-" + c, 0.5);
    }
    Files.writeString(cell.folder.resolve("categories.csv"), csv);
    cell.metric(200, 10, "test", "mIoU", 0.5).write();

    assertThat(Files.readString(Report.write(experiment).page()))
        .contains("<th scope=\"col\" class=\"n\">mIoU</th>")
        .doesNotContain("IoU-class-3");
  }

  @Test
  void rebuildsPicturesByteForByte() throws IOException {
    DetectionFixture.complete(experiment);

    Report.write(experiment);
    Map<String, byte[]> first = contents(experiment.resolve("report"));
    Report.write(experiment);

    assertThat(contents(experiment.resolve("report"))).containsExactlyInAnyOrderEntriesOf(first);
  }

  @Test
  void saysWhichWeightsAModelStartedFrom() throws IOException {
    CellFixture.arm(experiment, "scratch", 1, 0.5)
        .put("weights", "published/base.pth")
        .put("weightsSha256", "d".repeat(64))
        .write();

    Report.write(experiment);

    assertThat(Files.readString(experiment.resolve("report/index.html")))
        .contains("Weights started from", "published/base.pth", "d".repeat(64));
  }

  @Test
  void escapesWhatManifestsSay() throws IOException {
    String hostile = "<script>alert(1)</script> ${7*7} \"quoted\" & <#stop>";
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.put("description", hostile).put("device", "<img src=x onerror=alert(2)>");
    cell.manifest.withArray("skipped").add("</ul><b>bold</b>");
    cell.confusion(",<i>a</i>,b\n<i>a</i>,1,2\nb,3,4\n").write();

    Report.write(experiment);

    assertThat(Files.readString(experiment.resolve("report/index.html")))
        .doesNotContain("<script", "<img src=x", "<b>bold", "<i>a")
        .contains(
            "&lt;script&gt;alert(1)&lt;/script&gt; ${7*7} &quot;quoted&quot; &amp; &lt;#stop&gt;",
            "&lt;img src=x onerror=alert(2)&gt;",
            "&lt;/ul&gt;&lt;b&gt;bold&lt;/b&gt;",
            "&lt;i&gt;a&lt;/i&gt;");
  }

  @Test
  void namesCellsThatAreNotDone() throws IOException {
    RunFixture.complete(experiment);
    CellFixture.arm(experiment, "probe", 7, 0.99).put("status", "failed").write();
    Files.createDirectories(experiment.resolve("cells/probe-s8"));

    ReportSummary summary = Report.write(experiment);

    assertThat(summary.unfinished()).isEqualTo(2);
    assertThat(Files.readString(summary.page()))
        .contains("2 cells are not done", "probe-s7", "failed", "probe-s8", "no manifest.json")
        .doesNotContain("99.0 %");
  }

  @Test
  void warnsOfMixedDefinitionsAndListsSkippedRecords() throws IOException {
    RunFixture.complete(experiment);
    CellFixture other = CellFixture.pretrain(experiment, 4).put("configHash", "d".repeat(64));
    other.put("gitCommit", "89abcdef".repeat(5) + "-dirty");
    other.manifest.withObject("dataFingerprint").put("train", "e".repeat(64));
    for (int i = 0; i < 60; i++) {
      other.manifest.withArray("skipped").add("broken-" + i + ".jpg");
    }
    other.write();

    assertThat(Files.readString(Report.write(experiment).page()))
        .contains("2 different experiment definitions", "60 in pretrain-s4")
        .contains("2 different commits", "89abcdef89ab-dirty")
        .contains("different images or labels of the split train,")
        .doesNotContain("different images or labels of the split test,")
        .contains("broken-49.jpg", "and 10 more")
        .doesNotContain("broken-50.jpg");
  }

  @Test
  void saysAtItsTopWhichSplitsShareExamples() throws IOException {
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.manifest.putArray("warnings").add("3 of the 400 test examples are training examples too.");
    cell.write();

    assertThat(Files.readString(Report.write(experiment).page()))
        .containsOnlyOnce("3 of the 400 test examples are training examples too.");
  }

  @Test
  void reportsPretrainingWithoutArms() throws IOException {
    CellFixture.pretrain(experiment, 1).reconstruction(0).write();

    ReportSummary summary = Report.write(experiment);

    assertThat(summary.arms()).isZero();
    assertThat(summary.files()).hasSize(4);
    assertThat(Files.readString(summary.page()))
        .contains("No arm is finished", "Reconstructions", "Pretraining loss");
    assertThat(Files.readAllLines(experiment.resolve("report/comparison.csv"))).hasSize(1);
  }

  @Test
  void showsEveryVariantOfPretraining() throws IOException {
    for (String variant : new String[] {"shallow", "deep"}) {
      for (int seed = 1; seed <= 2; seed++) {
        CellFixture.pretrain(experiment, variant, seed).reconstruction(0).write();
      }
    }

    ReportSummary summary = Report.write(experiment);

    assertThat(Files.readString(summary.page()))
        .contains("<h3>deep, seed 1</h3>", "<h3>shallow, seed 1</h3>")
        .doesNotContain("seed 2</h3>");
  }

  @Test
  void saysWhereLessIsBetterAndThatOneArmNeedsNoCorrection() throws IOException {
    for (int seed = 1; seed <= 2; seed++) {
      for (String arm : new String[] {"fine-tune", "scratch"}) {
        CellFixture cell = CellFixture.arm(experiment, arm, seed, 0.5);
        cell.put("primaryMetric", "mae").manifest.put("higherIsBetter", false);
        double error = arm.equals("scratch") ? 3.2 + 0.1 * seed : 2.1 + 0.09 * seed;
        cell.metric(200, 10, "test", "mae", error).write();
      }
    }

    assertThat(Files.readString(Report.write(experiment).page()))
        .contains("lower is better", "One arm compared with scratch: better.")
        .contains("so its p-value needs no correction", "Student’s t over seeds");
  }

  @Test
  void saysOnHowManyRunsADifferenceRests() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      CellFixture.pretrain(experiment, seed).write();
      for (int repeat = 0; repeat < 2; repeat++) {
        long own = seed + 100L * repeat;
        CellFixture tuned = CellFixture.arm(experiment, "fine-tune", own, 0.7 + 0.01 * seed);
        tuned.manifest.put("pretrainSeed", seed).put("repeat", repeat);
        tuned.from("pretrain-s" + seed).put("startedAt", "2026-01-02T03:04:00Z").write();
        if (seed < 3) { // so that two of the three pretrainings have partners
          CellFixture scratch = CellFixture.arm(experiment, "scratch", own, 0.5);
          scratch.manifest.put("repeat", repeat);
          scratch.put("startedAt", "2026-01-02T03:04:01Z").write();
        }
      }
    }

    assertThat(Files.readString(Report.write(experiment).page()))
        .contains("over 3 seeds (6 runs)", " against scratch on the 4 runs with shared seeds");
  }

  @Test
  void foldsTheFindingsOfManyArms() throws IOException {
    ReportSummary summary = Report.write(RunFixture.labels(experiment, 1, 2, 5, 10, 20, 50));

    assertThat(summary.arms()).isEqualTo(13);
    assertThat(Files.readString(summary.page()))
        .contains(
            "7 arms compared with scratch with the same labels-per-class: ",
            "<strong>fine-tune</strong>, 6 arms: all better</summary>",
            "fine-tune, by labels-per-class",
            "<summary>39 cells</summary>");
  }

  @Test
  void keepsTheOldReportWhenTheRunCannotBeRead() throws IOException {
    Report.write(RunFixture.baselineOnly(experiment));
    Map<String, byte[]> before = contents(experiment.resolve("report"));
    Files.writeString(experiment.resolve("cells/scratch-s1/metrics.csv"), "step\n");

    assertThatThrownBy(() -> Report.write(experiment)).isInstanceOf(ReportException.class);

    assertThat(contents(experiment.resolve("report"))).containsExactlyInAnyOrderEntriesOf(before);
  }

  @Test
  void replacesAnOlderReportAsAWhole() throws IOException {
    RunFixture.baselineOnly(experiment);
    Files.createDirectories(experiment.resolve("report"));
    Files.writeString(experiment.resolve("report/stale.png"), "stale");

    Report.write(experiment);

    assertThat(entries(experiment)).containsExactly("cells", "report");
    assertThat(experiment.resolve("report/stale.png")).doesNotExist();
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (String name : entries(folder)) {
      contents.put(name, Files.readAllBytes(folder.resolve(name)));
    }
    return contents;
  }

  private static void deleteCheckpoints(Path experiment) throws IOException {
    List<Path> doomed;
    try (Stream<Path> tree = Files.walk(experiment)) {
      doomed =
          tree.filter(path -> path.toString().contains("checkpoints"))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    assertThat(doomed).hasSizeGreaterThan(12);
    for (Path path : doomed) {
      Files.delete(path);
    }
  }
}
