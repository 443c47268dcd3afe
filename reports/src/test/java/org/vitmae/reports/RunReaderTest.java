package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunReaderTest {
  private static final String REMEDY = ReportException.RUN_AGAIN;

  @TempDir Path experiment;

  @Test
  void readsPretrainingFirstThenArmsBySeed() throws IOException {
    Run run = RunReader.read(RunFixture.complete(experiment));

    assertThat(run.experiment()).isEqualTo("fixture");
    assertThat(run.cells())
        .extracting(Cell::name)
        .startsWith("pretrain-s1", "pretrain-s2", "pretrain-s3", "fine-tune-s1", "fine-tune-s2");
    assertThat(run.pretraining().get(0).reconstructions()).hasSize(4);
    assertThat(run.armCells().get(0).files().confusion().orElseThrow().classes())
        .containsExactly("circle", "square", "star, filled");
  }

  @Test
  void saysWhereThereIsNoExperiment() {
    fails(
        experiment.resolve("cells")
            + ": there is no such folder. Expected the folder of an experiment, for instance"
            + " runs/quickstart.");
  }

  @Test
  void saysThatThereIsNoCell() throws IOException {
    Files.createDirectories(experiment.resolve("cells"));

    fails("there is no cell in it. Expected the folder of an experiment");
  }

  @Test
  void saysThatNoCellIsDone() throws IOException {
    CellFixture.pretrain(experiment, 1).put("status", "running").write();
    CellFixture.pretrain(experiment, 2).put("status", "diverged").write();
    CellFixture.arm(experiment, "scratch", 1, 0.5).put("status", "stopped").write();

    fails(
        "no cell is done; found pretrain-s1 (running), pretrain-s2 (diverged), scratch-s1 (stopped). Finish the experiment,"
            + " for instance with 'run NAME --resume'.");
  }

  @Test
  void namesAManifestThatIsNoJson() throws IOException {
    RunFixture.baselineOnly(experiment);
    Files.writeString(manifest(), "{\"formatVersion\": 1,");

    fails(manifest() + ": is not valid JSON (", REMEDY);
  }

  @Test
  void namesAManifestThatIsNoObject() throws IOException {
    RunFixture.baselineOnly(experiment);
    Files.writeString(manifest(), "[]");

    fails(manifest() + ": expected a JSON object, found ARRAY." + REMEDY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "formatVersion  | 2      | 1, the only version this program reads",
        "status         | 'over' | running, done, stopped, failed or diverged",
        "kind           | 'leg'  | 'pretrain' or 'arm'",
        "seed           | 1.5    | a whole number",
        "flops          | -1     | a number of at least 0",
        "device         | 7      | text",
        "threads        | true   | a number or text",
        "higherIsBetter | 'yes'  | true or false",
        "libraries      | []     | an object",
        "notes          | {}     | a list",
        "startedAt      | 'noon' | an ISO 8601 time in UTC",
        "cell           | 'x-s1' | the folder's name, 'scratch-s1'",
      })
  void namesTheKeyWithAWrongValue(String key, String value, String expected) throws IOException {
    String json = value.replace('\'', '"');
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.manifest.set(key, new ObjectMapper().readTree(json));
    cell.write();

    fails(
        manifest() + ": key '" + key + "' must be " + expected + ", found " + json + "." + REMEDY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed", "arm", "wallSeconds", "configHash", "primaryMetric"})
  void namesAMissingKey(String key) throws IOException {
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.manifest.remove(key);
    cell.write();

    fails(manifest() + ": key '" + key + "' must be ", ", found nothing.");
  }

  @Test
  void refusesCellsOfTwoExperiments() throws IOException {
    CellFixture.arm(experiment, "scratch", 1, 0.5).write();
    CellFixture.arm(experiment, "scratch", 2, 0.5).write();
    CellFixture.arm(experiment, "other", 1, 0.5).put("experiment", "another").write();

    fails(
        "the manifests must name one experiment, found 'another' (other-s1), 'fixture'"
            + " (scratch-s1 and 1 more)."
            + " Report on cells of one experiment definition only.");
  }

  @Test
  void readsWhatRepeatsVariantsAndTrialsAdd() throws IOException {
    CellFixture.pretrain(experiment, 3).put("variant", "deep").write();
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.manifest.put("pretrainSeed", 3).put("repeat", 2);
    cell.manifest.put("trials", 8).put("trialImagesSeen", 80).put("trialFlops", 2e9);
    cell.axis("fine-tune", "labels-per-class", "10").scores(true, false).write();

    Run run = RunReader.read(experiment);

    assertThat(run.pretraining().get(0).role()).isEqualTo("pretrain deep");
    Cell read = run.armCells().get(0);
    assertThat(read.seeds())
        .isEqualTo(new Seeds(1, Optional.of(new Seeds.Origin(Optional.of(3L))), 2));
    assertThat(read.trials()).isEqualTo(new Trials(8, 80, 2e9, 0));
    assertThat(read.arm().orElseThrow().group()).isEqualTo("fine-tune");
    assertThat(read.arm().orElseThrow().axis()).contains(new AxisValue("labels-per-class", "10"));
    assertThat(read.files().scores().orElseThrow().ids()).containsExactly(0L, 1L);
    assertThat(read.files().scores().orElseThrow().values()).containsExactly(1, 0);
  }

  @Test
  void takesNoTrialForAnArm() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture.arm(experiment, "trial-scratch-0", 1, 0.9).put("kind", "trial").write();
    CellFixture.arm(experiment, "trial-scratch-1", 1, 0.9)
        .put("kind", "trial")
        .put("status", "failed")
        .write();

    Run run = RunReader.read(experiment);

    assertThat(run.cells()).extracting(Cell::name).containsExactly("scratch-s1");
    assertThat(run.unfinished()).isEmpty();
  }

  @Test
  void putsArmsOfOneGroupTogetherByTheirValue() throws IOException {
    int second = 1;
    for (String labels : new String[] {"100", "20", "5"}) {
      for (String group : new String[] {"fine-tune", "scratch"}) {
        CellFixture cell = CellFixture.arm(experiment, group + "-" + labels, 1, 0.5);
        cell.axis(group, "labels-per-class", labels);
        cell.put("startedAt", "2026-01-02T03:04:0" + second++ + "Z").write();
      }
    }

    assertThat(RunReader.read(experiment).cells())
        .extracting(Cell::role)
        .containsExactly(
            "fine-tune-5",
            "fine-tune-20",
            "fine-tune-100",
            "scratch-5",
            "scratch-20",
            "scratch-100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'id,value;1,1' | line 1: expected the header id,score",
        "'id,score' | expected at least one sample, found none",
        "'id,score;1,1;1,0' | line 3: ids must be unique and ascending, found 1 after 1",
        "'id,score;10,1;9,0' | line 3: ids must be unique and ascending, found 9 after 10",
        "'id,score;1,NaN' | line 2: score must be a finite number, found 'NaN'",
        "'id,score;1,1,2' | line 2: expected 2 fields, found 3",
        "'id,score;a,1' | line 2: id must be a whole number, found 'a'",
        "'id,score;9,1;10,1' | the mean of the scores is 1.0, but metrics.csv has test top1 0.5",
      })
  void namesScoresThatAreWrong(String csv, String problem) throws IOException {
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.write();
    Path file = cell.folder.resolve("scores.csv");
    Files.writeString(file, csv.replace(';', '\n'));

    fails(file + ": ", problem, REMEDY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,0.2,train,loss             | expected 5 fields, found 4",
        "2,0.2,dev,loss,1             | split must be train, val or test, found 'dev'",
        "two,0.2,train,loss,1         | step, epoch and value must be numbers, found",
        "2,0.2,train,loss,low         | step, epoch and value must be numbers, found",
        "2,0.2,test,top1,0.5          | test metric 'top1' appears twice",
      })
  void namesTheMalformedRow(String row, String problem) throws IOException {
    RunFixture.baselineOnly(experiment);
    Path file = experiment.resolve("cells/scratch-s1/metrics.csv");
    long line = Files.readAllLines(file).size() + 1;
    Files.writeString(file, Files.readString(file) + row + "\n");

    fails(file + ": line " + line + ": " + problem, REMEDY);
  }

  @Test
  void namesAWrongOrMissingMetricsFile() throws IOException {
    RunFixture.baselineOnly(experiment);
    Path file = experiment.resolve("cells/scratch-s1/metrics.csv");

    Files.writeString(file, "step,value\n");
    fails(file + ": line 1: expected the header step,epoch,split,metric,value, found step,value.");
    Files.writeString(file, "");
    fails(file + ": line 1: expected the header", "found an empty file.");
    Files.delete(file);
    fails(file + ": is missing, although the cell is done." + REMEDY);
  }

  @ParameterizedTest
  @CsvSource({"top5, 0.9, none", "top1, NaN, NaN"})
  void needsAFinitePrimaryMetric(String metric, double value, String found) throws IOException {
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.write();
    Path file = cell.folder.resolve("metrics.csv");
    Files.writeString(
        file, "step,epoch,split,metric,value\n200,10.0,test," + metric + "," + value + "\n");

    fails(file + ": expected one row with split test and a finite top1, found " + found, REMEDY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1 | found an empty file",
        "',a,b;a,1,2' | 2 | expected 2 rows after the header, found 1",
        "',a,b;a,1,2;c,3,4' | 3 | expected 'b' and 2 counts, found c,3,4",
        "',a,b;a,1,2;b,3,many' | 3 | counts must be whole numbers, found 'many'",
      })
  void namesTheMalformedConfusionRow(String csv, int line, String problem) throws IOException {
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.confusion(csv.replace(';', '\n')).write();

    fails(cell.folder.resolve("confusion.csv") + ": line " + line + ": ", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resamples.csv | 'resample,value;0,0.5' | expected at least 100 resamples, found 1",
        "resamples.csv | 'resample,score;0,0.5' | line 1: expected the header resample,value, found",
        "categories.csv | 'category,objects,metric,value;a,many,AP,1' | line 2: objects must be a",
        "categories.csv | 'category,objects,metric,value;a,3,AP,NaN' | line 2: value must be a finite",
        "pr-curves.csv | 'category,iou,recall,precision;all,0.5,0,' | line 2: precision must be a",
        "images/best.csv | 'file,image;../../x.png,1' | line 2: file must be the name of a file in",
      })
  void namesWhatIsWrongOfAJudgedTest(String name, String csv, String problem) throws IOException {
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.write();
    Path file = cell.folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, csv.replace(';', '\n'));

    fails(file + ": " + problem, REMEDY);
  }

  @Test
  void findsPicturesFromAFolderThatIsNamedInARoundaboutWay() throws IOException {
    DetectionFixture.complete(experiment);

    assertThat(RunReader.read(experiment.resolve("./cells/..")).cells())
        .hasSameSizeAs(RunReader.read(experiment).cells());
  }

  @Test
  void namesADrawThatIsMissing() throws IOException {
    DetectionFixture.complete(experiment);
    Path file = experiment.resolve("cells/mae-s1/resamples.csv");
    Files.writeString(file, Files.readString(file).replace("\n50,", "\n51,"));

    fails(file + ": line 52: expected resample 50, found 51", REMEDY);
  }

  @Test
  void namesAPictureThatIsMissingOrNoPng() throws IOException {
    CellFixture cell = CellFixture.pretrain(experiment, 1).reconstruction(0);
    cell.write();
    Path file = cell.folder.resolve("images/reconstruction-0-masked.png");

    Files.writeString(file, "GIF89a");
    fails(
        file + ": is not a PNG file. Draw it again, or delete this reconstruction's three files.");
    Files.delete(file);
    fails(file + ": is missing. Draw it again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics.csv",
        "confusion.csv",
        "scores.csv",
        "resamples.csv",
        "categories.csv",
        "pr-curves.csv"
      })
  void namesAFileThatIsNotUtf8(String name) throws IOException {
    RunFixture.baselineOnly(experiment);
    Path file = experiment.resolve("cells/scratch-s1").resolve(name);
    Files.write(file, new byte[] {'s', 't', (byte) 0xE9, 'p', '\n'});

    fails(file + ": is not UTF-8 text. Delete the cell's folder and use run --resume");
  }

  @Test
  void namesAFileThatEndsInsideQuotes() throws IOException {
    RunFixture.baselineOnly(experiment);
    Path file = experiment.resolve("cells/scratch-s1/categories.csv");
    Files.writeString(file, "category,objects,metric,value\n\"red ce");

    fails(file + ": ends inside quotes." + REMEDY);
  }

  private Path manifest() {
    return experiment.resolve("cells/scratch-s1/manifest.json");
  }

  private void fails(String... parts) {
    assertThatThrownBy(() -> RunReader.read(experiment))
        .isInstanceOf(ReportException.class)
        .hasMessageContainingAll(parts);
  }
}
