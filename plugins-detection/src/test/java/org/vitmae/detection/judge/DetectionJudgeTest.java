package org.vitmae.detection.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Box;
import org.vitmae.data.DataException;
import org.vitmae.data.Draws;
import org.vitmae.data.Frame;
import org.vitmae.data.ImageFile;
import org.vitmae.data.Sample;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.coco.CocoResult;
import org.vitmae.detection.coco.CocoResults;
import org.vitmae.detection.evaluation.BoxRegion;
import org.vitmae.image.Image;
import org.vitmae.pictures.ClassColors;

class DetectionJudgeTest {
  private static final int SIDE = 32;
  private static final int IMAGES = 20;

  private static final ScenesDataset SCENES = new ScenesDataset(4, "test", IMAGES, SIDE, SIDE);
  private static final DetectionJudge JUDGE = new DetectionJudge(SCENES.classNames(), true);

  @TempDir private static Path cell;

  /** Judges made-up detections: image {@code n} has {@code n % 5} wrong ones. */
  @BeforeAll
  static void judge() throws IOException {
    for (int n = 0; n < IMAGES; n++) {
      Sample sample = SCENES.read(n);
      RandomGenerator random = Draws.of(1, "judge test", 0, n);
      List<FoundObject> found = new ArrayList<>();
      for (Box object : sample.annotation().boxes()) {
        found.add(
            new FoundObject(
                object.label(),
                0.5 + random.nextDouble() / 2,
                shifted(object, random.nextDouble() / 5),
                object.mask().map(mask -> mask.raster(SIDE, SIDE))));
      }
      for (int wrong = 0; wrong < n % 5; wrong++) {
        BoxRegion corner = new BoxRegion(0, 0, 2, 1.0 / 3);
        found.add(new FoundObject(wrong % 2, 0.6, corner, Optional.empty()));
      }
      found.add(new FoundObject(0, 0.49, new BoxRegion(1, 1, 1, 1), Optional.empty()));
      found.sort(Comparator.comparingDouble(FoundObject::score).reversed());
      JUDGE.add(batch(sample), 0, new Frame(SIDE, SIDE, 1, 1), found);
    }
    assertThat(JUDGE.write(cell)).isEqualTo(JUDGE.values());
  }

  private static BoxRegion shifted(Box object, double share) {
    BoxRegion box = BoxRegion.of(object);
    return new BoxRegion(box.x() + share * box.width(), box.y(), box.width(), box.height());
  }

  private static Batch batch(Sample sample) {
    Image image = sample.image();
    return new Batch(
        0,
        new long[] {sample.id()},
        1,
        image.height(),
        image.width(),
        image.channels(),
        image.pixels(),
        List.of(sample.annotation()));
  }

  private static List<String[]> rows(String file) throws IOException {
    return Files.readAllLines(cell.resolve(file)).stream().map(line -> line.split(",")).toList();
  }

  private static double mean(List<String[]> rows, String metric) {
    return rows.stream()
        .filter(row -> row[2].equals(metric))
        .mapToDouble(row -> Double.parseDouble(row[3]))
        .average()
        .orElseThrow();
  }

  @Test
  void categoriesHaveTheMeansThatAreReported() throws IOException {
    List<String[]> rows = rows("categories.csv");
    Map<String, Double> values = JUDGE.values();
    assertThat(rows.get(0)).containsExactly("category", "objects", "metric", "value");
    for (String metric : List.of("AP", "AP50", "AR100", "mask-AP", "mask-AP75")) {
      assertThat(mean(rows, metric)).isCloseTo(values.get(metric), within(1e-12));
    }
    assertThat(values.get("AP")).isBetween(0.3, 1.0);
    long objects =
        rows.stream().filter(row -> row[2].equals("AP")).mapToLong(r -> Long.parseLong(r[1])).sum();
    long there = 0;
    for (int n = 0; n < IMAGES; n++) {
      there += SCENES.annotation(n).boxes().size();
    }
    assertThat(objects).isEqualTo(there);
  }

  @Test
  void curvesAverageToPrecision() throws IOException {
    List<String[]> all =
        rows("pr-curves.csv").stream()
            .filter(row -> row[0].equals("all") && row[1].equals("0.5"))
            .toList();
    assertThat(all).hasSize(101);
    assertThat(all.get(29)[2]).isEqualTo("0.29");
    assertThat(all.stream().mapToDouble(row -> Double.parseDouble(row[3])).average().orElseThrow())
        .isCloseTo(JUDGE.values().get("AP50"), within(1e-12));
  }

  @Test
  void resamplesVaryAroundTheMetric() throws IOException {
    List<String[]> rows = rows("resamples.csv");
    assertThat(rows.get(0)).containsExactly("resample", "value");
    double[] values =
        rows.stream().skip(1).mapToDouble(row -> Double.parseDouble(row[1])).toArray();
    assertThat(values).hasSize(1000);
    assertThat(Arrays.stream(values).average().orElseThrow())
        .isCloseTo(JUDGE.values().get("AP"), within(0.05));
    assertThat(Arrays.stream(values).distinct().count()).isGreaterThan(500);
  }

  @Test
  void picturesShowTheFirstImagesAndThoseWithMostErrors() throws IOException {
    List<String[]> first = rows("images/detections.csv");
    List<String[]> worst = rows("images/worst.csv");
    assertThat(first.get(0))
        .containsExactly("file", "image", "objects", "found", "missed", "wrong");
    assertThat(first.stream().skip(1).map(row -> row[1]))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(worst.stream().skip(1).map(row -> row[1] + ":" + row[5]))
        .containsExactly("4:4", "9:4", "14:4", "19:4", "3:3", "8:3", "13:3", "18:3");
    assertThat(worst.stream().skip(1)).allMatch(row -> row[2].equals(row[3]));
    assertThat(ImageFile.read(cell.resolve("images/worst/07.png")).width()).isEqualTo(640);
    assertThat(cell.resolve("images/detections/08.png")).doesNotExist();
  }

  @Test
  void resultsAreRoundedAndCountCategoriesFromOne() throws IOException {
    List<CocoResult> results = CocoResults.read(cell.resolve("detections.json"));
    CocoResult corner =
        results.stream().filter(result -> result.score() == 0.6).findFirst().orElseThrow();
    assertThat(corner)
        .isEqualTo(new CocoResult(1, 1, 0.6, new BoxRegion(0, 0, 2, 0.33), Optional.empty()));
    assertThat(results.get(0).mask()).isPresent();
  }

  @Test
  void resultsHaveTheNumbersOfTheAnnotationFile() {
    SourceImage image =
        new SourceImage(
            42, 64, 64, List.of(), Optional.empty(), Optional.empty(), List.of(3L, 90L));
    FoundObject dog = new FoundObject(1, 0.5, new BoxRegion(1, 2, 3, 4), Optional.empty());

    assertThat(FoundResults.of(image, List.of(dog)))
        .containsExactly(new CocoResult(42, 90, 0.5, new BoxRegion(1, 2, 3, 4), Optional.empty()));
  }

  @Test
  void aSingleImageIsDrawnAndListed() throws IOException {
    Image image = SCENES.read(0).image();
    List<FoundObject> found =
        List.of(
            new FoundObject(1, 0.91239, new BoxRegion(2, 3, 10, 12), Optional.empty()),
            new FoundObject(0, 0.3, new BoxRegion(0, 0, 5, 5), Optional.empty()));

    List<Path> written =
        new DetectedImage(image, found, SCENES.classNames()).write("a.street.jpg", 0.5, cell);

    assertThat(written)
        .containsExactly(
            cell.resolve("a.street-detections.png"), cell.resolve("a.street-detections.json"));
    assertThat(CocoResults.read(written.get(1)))
        .containsExactly(
            new CocoResult(0, 2, 0.9124, new BoxRegion(2, 3, 10, 12), Optional.empty()));
    assertThat(Files.readString(written.get(1)))
        .contains("\"file_name\":\"a.street.jpg\"", SCENES.classNames().get(1));
  }

  @Test
  void foundObjectsAreDrawnInTheirColorAndTrueOnesDashed() {
    byte[] pixels = new byte[64 * 64];
    Arrays.fill(pixels, (byte) 100);
    Image gray = new Image(64, 64, 1, pixels);
    Box object = new Box(8, 8, 24, 24, 0);
    SourceImage source = new SourceImage(0, 64, 64, List.of(object));
    FoundObject found = new FoundObject(1, 0.9, new BoxRegion(32, 32, 16, 16), Optional.empty());

    Image picture =
        new Picture(gray, source, List.of(found), List.of()).draw(List.of("cat", "dog"));

    assertThat(picture.width()).isEqualTo(640);
    assertThat(color(picture, 400, 480)).isEqualTo(ClassColors.of(1).getRGB() & 0xffffff);
    boolean black = false;
    boolean white = false;
    for (int y = 90; y < 230; y++) {
      black |= color(picture, y, 80) == 0;
      white |= color(picture, y, 80) == 0xffffff;
    }
    assertThat(black && white).isTrue();
  }

  private static int color(Image picture, int row, int column) {
    return picture.at(row, column, 0) << 16
        | picture.at(row, column, 1) << 8
        | picture.at(row, column, 2);
  }

  @Test
  void imagesWithoutObjectsCannotBeJudgedBy() {
    DetectionJudge judge = judged(List.of(), List.of());

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(judge::values)
        .withMessageStartingWith("None of the 1 images to judge by has an object");
  }

  @Test
  void crowdsAloneCannotBeJudgedBy() {
    Box crowd = new Box(0, 0, 8, 8, 0, true, false, 64, Optional.empty());
    DetectionJudge judge =
        judged(
            List.of(crowd),
            List.of(new FoundObject(0, 0.9, BoxRegion.of(crowd), Optional.empty())));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(judge::values)
        .withMessageContaining("(crowds do not count)");
  }

  @Test
  void vocDoesNotAskForDifficultObjectsAndCocoDoes() {
    Box plain = new Box(0, 0, 8, 8, 0);
    Box difficult = new Box(16, 16, 24, 24, 0, false, true, 64, Optional.empty());
    DetectionJudge judge =
        judged(
            List.of(plain, difficult),
            List.of(new FoundObject(0, 0.9, BoxRegion.of(plain), Optional.empty())));

    Map<String, Double> values = judge.values();

    assertThat(values.get("voc-AP50")).isCloseTo(1, within(1e-12));
    assertThat(values.get("AP50")).isCloseTo(51 / 101.0, within(1e-12)); // recalls 0 to 0.5
  }

  /** Judges an image of some objects. */
  private static DetectionJudge judged(List<Box> objects, List<FoundObject> found) {
    SourceImage source =
        new SourceImage(7, SIDE, SIDE, objects, Optional.empty(), Optional.empty());
    Annotation annotation =
        new Annotation(
            OptionalInt.empty(),
            objects,
            Optional.empty(),
            Optional.empty(),
            Optional.of(source),
            List.of());
    DetectionJudge judge = new DetectionJudge(SCENES.classNames(), false);
    Sample sample = new Sample(7, SCENES.read(0).image(), annotation);
    judge.add(batch(sample), 0, new Frame(SIDE, SIDE, 1, 1), found);
    return judge;
  }
}
