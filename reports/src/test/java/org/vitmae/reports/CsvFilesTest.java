package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReaderHeaderAware;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFilesTest {
  @TempDir Path experiment;

  @Test
  void comparisonHasOneRowPerArm() throws IOException, CsvValidationException {
    Report.write(RunFixture.complete(experiment));

    Map<String, Map<String, String>> rows = comparison();
    assertThat(rows).containsOnlyKeys("fine-tune", "scratch", "cnn");
    Map<String, String> tuned = rows.get("fine-tune");
    assertThat(tuned)
        .containsEntry("task", "classification")
        .containsEntry("dataset", "scenes")
        .containsEntry("initialization", "mae")
        .containsEntry("protocol", "fine-tune")
        .containsEntry("engine", "libtorch")
        .containsEntry("seeds", "3")
        .containsEntry("metric", "top1")
        .containsEntry("verdict", "better")
        .containsEntry("images_seen", "4000")
        .containsEntry("pretrain_images_seen", "40000")
        .containsEntry("flops", "4400000000000")
        .containsEntry("pretrain_flops", "88000000000000")
        .containsEntry("seconds", "32")
        .containsEntry("pretrain_seconds", "120")
        .containsEntry("peak_memory_bytes", "800000003")
        .containsEntry("trainable_parameters", "5526346")
        .containsKey("test_macro_f1");
    assertThat(tuned.get("mean")).isEqualTo(Double.toString((0.70 + 0.72 + 0.71) / 3));
    assertThat(rows.get("scratch"))
        .containsEntry("difference_to_baseline", "")
        .containsEntry("verdict", "baseline")
        .containsEntry("pretrain_flops", "0");
  }

  @Test
  void comparisonCountsTheImagesOfEachSplit() throws IOException, CsvValidationException {
    Report.write(RunFixture.baselineOnly(experiment));

    assertThat(comparison().get("scratch"))
        .containsEntry("train_images", "200")
        .containsEntry("validation_images", "100")
        .containsEntry("test_images", "400");
  }

  @Test
  void leavesTheSpreadOfOneSeedEmpty() throws IOException, CsvValidationException {
    Report.write(RunFixture.baselineOnly(experiment));

    assertThat(comparison().get("scratch"))
        .containsEntry("mean", "0.5")
        .containsEntry("std", "")
        .containsEntry("ci95_low", "")
        .containsEntry("ci95_high", "");
  }

  @Test
  void categoriesHaveARowPerArmCategoryAndMetric() throws IOException {
    Report.write(DetectionFixture.complete(experiment));

    // scratch has AP 0.483, 0.486, 0.489; the second category is 0.02 above that and its seed.
    assertThat(Files.readAllLines(experiment.resolve("report/categories.csv")))
        .hasSize(1 + 3 * 3 * 2)
        .startsWith("arm,category,objects,metric,seeds,runs,mean,std")
        .anyMatch(line -> line.startsWith("scratch,white cell,372,AP,3,3,0.526"))
        .anyMatch(line -> line.startsWith("mae,\"platelet, small\",361,AP50,3,3,"));
  }

  @Test
  void curvesRepeatEveryLoggedNumber() throws IOException {
    RunFixture.complete(experiment);
    CellFixture.pretrain(experiment, 4).metric(61, 61 / 6.0, "val", "loss", 1 / 3.0).write();
    Report.write(experiment);

    assertThat(Files.readAllLines(experiment.resolve("report/curves.csv")))
        .hasSize(1 + 3 * 60 + 61 + 9 * 32)
        .startsWith("cell,arm,seed,step,epoch,split,metric,value")
        .contains("pretrain-s4,,4,61,10.166666666666666,val,loss,0.3333333333333333")
        .contains("cnn-s2,cnn,2,200,10,test,top1,0.63");
  }

  @Test
  void curvesNameTheSeedThatARunDrewFrom() throws IOException {
    CellFixture.pretrain(experiment, 1).write();
    CellFixture repeat = CellFixture.arm(experiment, "scratch", 101, 0.5).from("pretrain-s1");
    repeat.manifest.put("pretrainSeed", 1).put("repeat", 1);
    repeat.put("startedAt", "2026-01-02T03:04:00Z").write();
    CellFixture.arm(experiment, "published", 7, 0.6).put("initialization", "weights").write();
    Report.write(experiment);

    assertThat(Files.readAllLines(experiment.resolve("report/curves.csv")))
        .contains("scratch-s101,scratch,101,200,10,test,top1,0.5")
        .contains("published-s7,published,7,200,10,test,top1,0.6");
  }

  @Test
  void writesTheSameInAnyLocale() throws IOException {
    Locale before = Locale.getDefault();
    Report.write(RunFixture.complete(experiment));
    String page = Files.readString(experiment.resolve("report/index.html"));
    String table = Files.readString(experiment.resolve("report/comparison.csv"));
    try {
      Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-deva"));
      Report.write(experiment);
    } finally {
      Locale.setDefault(before);
    }

    assertThat(Files.readString(experiment.resolve("report/index.html"))).isEqualTo(page);
    assertThat(Files.readString(experiment.resolve("report/comparison.csv"))).isEqualTo(table);
  }

  private Map<String, Map<String, String>> comparison() throws IOException, CsvValidationException {
    Map<String, Map<String, String>> rows = new HashMap<>();
    try (Reader reader = Files.newBufferedReader(experiment.resolve("report/comparison.csv"));
        CSVReaderHeaderAware csv = new CSVReaderHeaderAware(reader)) {
      for (Map<String, String> row = csv.readMap(); row != null; row = csv.readMap()) {
        rows.put(row.get("arm"), row);
      }
    }
    return rows;
  }
}
