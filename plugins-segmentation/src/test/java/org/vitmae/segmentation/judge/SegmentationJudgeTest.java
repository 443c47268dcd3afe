package org.vitmae.segmentation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.DataException;
import org.vitmae.data.ImageFile;
import org.vitmae.data.InstanceMap;
import org.vitmae.data.SourceImage;

class SegmentationJudgeTest {
  private static final List<String> CLASSES = List.of("background", "cat", "dog, small", "bird");
  private static final int SIDE = 20;
  private static final int IMAGES = 20;
  private static final SegmentationJudge JUDGE = new SegmentationJudge(CLASSES, true);

  @TempDir private static Path cell;

  /**
   * Judges squares of cats in every image and dogs in every second. Of image {@code n}, {@code n %
   * 5} rows of the cat are missed. Images 10 to 19 are colored, and all come by falling number.
   */
  @BeforeAll
  static void judge() throws IOException {
    for (int n = IMAGES - 1; n >= 0; n--) {
      byte[] truth = new byte[SIDE * SIDE];
      char[] objects = new char[SIDE * SIDE];
      byte[] predicted = new byte[SIDE * SIDE];
      char[] found = new char[SIDE * SIDE];
      fill(truth, objects, 2, 10, 1);
      fill(predicted, found, 2 + n % 5, 10, 1);
      if (n % 2 == 0) {
        fill(truth, objects, 12, 18, 2);
        fill(predicted, found, 12, 18, 2);
      }
      truth[0] = (byte) ClassMask.IGNORE;
      predicted[0] = 3;
      JUDGE.add(
          batch(n, SIDE, truth, objects, n >= 10),
          0,
          new ClassMask(SIDE, SIDE, predicted),
          Optional.of(new InstanceMap(SIDE, SIDE, found)));
    }
    JUDGE.write(cell);
  }

  private static void fill(byte[] classes, char[] ids, int top, int bottom, int label) {
    for (int y = top; y < bottom; y++) {
      for (int x = 4; x < 12; x++) {
        classes[y * SIDE + x] = (byte) label;
        ids[y * SIDE + x] = (char) label;
      }
    }
  }

  private static Batch batch(long id, int side, byte[] truth, char[] objects, boolean color) {
    byte[] pixels = new byte[side * side * 3];
    Arrays.fill(pixels, (byte) 90);
    pixels[5] = (byte) (color ? 91 : 90);
    SourceImage source =
        new SourceImage(
            id,
            side,
            side,
            List.of(),
            Optional.of(new ClassMask(side, side, truth)),
            Optional.of(new InstanceMap(side, side, objects)));
    Annotation annotation =
        new Annotation(
            OptionalInt.empty(),
            List.of(),
            source.mask(),
            source.instances(),
            Optional.of(source),
            List.of());
    return new Batch(0, new long[] {id}, 1, side, side, 3, pixels, List.of(annotation));
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(cell.resolve(file));
  }

  @Test
  void areasOfAllImagesAreSummedBeforeTheyAreDivided() {
    Map<String, Double> values = JUDGE.values();
    // 160 of the 1280 pixels of cats are missed.
    assertThat(values.get("IoU-cat")).isEqualTo(0.75);
    assertThat(values.get("IoU-dog, small")).isEqualTo(1);
    assertThat(values).doesNotContainKey("IoU-bird");
    assertThat(values.get("mIoU"))
        .isCloseTo((values.get("IoU-background") + 0.75 + 1) / 3, within(1e-12));
    assertThat(values.get("aAcc")).isCloseTo(1 - 320.0 / (20 * 399), within(1e-12));
    assertThat(values.get("mDice")).isGreaterThan(values.get("mIoU"));
    assertThat(values.get("boundary-F")).isBetween(0.5, 0.99);
    // A cat of 8 rows is found up to the threshold that what is left of it exceeds.
    assertThat(values.get("F1-50")).isBetween(0.8, 1.0);
    assertThat(values.get("AP-mean")).isLessThan(values.get("AP-50"));
  }

  @Test
  void grayAndColoredImagesAreToldApart() {
    Map<String, Double> values = JUDGE.values();
    assertThat(values.get("gray-mIoU")).isEqualTo(values.get("color-mIoU"));
    SegmentationJudge gray = new SegmentationJudge(CLASSES, false);
    byte[] truth = new byte[SIDE * SIDE];
    gray.add(
        batch(3, SIDE, truth, new char[SIDE * SIDE], false),
        0,
        new ClassMask(SIDE, SIDE, truth),
        Optional.empty());
    assertThat(gray.values()).containsEntry("mIoU", 1.0);
    assertThat(gray.values()).doesNotContainKeys("gray-mIoU", "color-mIoU", "F1-50", "boundary-F");
  }

  @Test
  void categoriesCountPixels() throws IOException {
    List<String> lines = lines("categories.csv");
    assertThat(lines).hasSize(1 + 3 * 3);
    assertThat(lines).contains("category,objects,metric,value", "cat,1280,IoU,0.75");
    assertThat(lines).contains("\"dog, small\",480,Dice,1.0");
    assertThat(lines("confusion.csv").get(2)).isEqualTo("cat,320,960,0,0");
  }

  @Test
  void resamplesVaryAroundTheMetric() throws IOException {
    List<String> lines = lines("resamples.csv");
    assertThat(lines).hasSize(1001);
    double[] values =
        lines.stream()
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
            .toArray();
    assertThat(Arrays.stream(values).average().orElseThrow())
        .isCloseTo(JUDGE.values().get("mIoU"), within(0.01));
    assertThat(Arrays.stream(values).distinct().count()).isGreaterThan(100);
  }

  @Test
  void picturesShowTheFirstImagesAndTheWorst() throws IOException {
    List<String> first = lines("images/segmentation.csv");
    List<String> worst = lines("images/worst.csv");
    assertThat(first.get(0)).isEqualTo("file,image,mIoU,wrong");
    assertThat(first.get(1)).startsWith("00.png,19,").endsWith(",8.0 %");
    assertThat(first).hasSize(9);
    // Images of even number have a dog too, which is never missed.
    assertThat(worst.stream().skip(1).map(line -> line.split(",")[1]))
        .containsExactly("19", "9", "13", "3", "14", "4", "18", "8");
    assertThat(ImageFile.read(cell.resolve("images/worst/07.png")).width()).isEqualTo(644);
  }

  @Test
  void picturesOfLargeImagesAreMadeSmall(@TempDir Path large) throws IOException {
    int side = 1000;
    byte[] none = new byte[side * side];
    SegmentationJudge judge = new SegmentationJudge(CLASSES, false);
    ClassMask predicted = new ClassMask(side, side, none);
    judge.add(batch(1, side, none, new char[side * side], false), 0, predicted, Optional.empty());

    judge.write(large);

    assertThat(ImageFile.read(large.resolve("images/segmentation/00.png")).width()).isEqualTo(804);
  }

  @Test
  void aSplitWithoutAnyJudgedPixelIsRefused() {
    byte[] ignored = new byte[SIDE * SIDE];
    Arrays.fill(ignored, (byte) ClassMask.IGNORE);
    SegmentationJudge judge = new SegmentationJudge(CLASSES, false);
    judge.add(
        batch(1, SIDE, ignored, new char[SIDE * SIDE], false),
        0,
        new ClassMask(SIDE, SIDE, new byte[SIDE * SIDE]),
        Optional.empty());
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(judge::values)
        .withMessageContaining("all 1 images");
  }

  @Test
  void anImageWithoutAnyJudgedPixelChangesNoNumberAndIsNotAmongTheWorst(@TempDir Path folder)
      throws IOException {
    SegmentationJudge judge = new SegmentationJudge(CLASSES, false);
    byte[] predicted = new byte[SIDE * SIDE];
    predicted[0] = 1;
    for (int id = 0; id < 2; id++) {
      byte[] truth = new byte[SIDE * SIDE];
      Arrays.fill(truth, (byte) (id == 0 ? ClassMask.IGNORE : 0));
      judge.add(
          batch(id, SIDE, truth, new char[SIDE * SIDE], false),
          0,
          new ClassMask(SIDE, SIDE, predicted),
          Optional.empty());
    }
    Map<String, Double> values = judge.write(folder);

    assertThat(values.get("aAcc")).isEqualTo(399.0 / 400);
    assertThat(Files.readString(folder.resolve("resamples.csv"))).doesNotContain("NaN");
    assertThat(Files.readAllLines(folder.resolve("images/worst.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("00.png,1,");
  }

  @Test
  void anImageIsJudgedOnce() {
    SegmentationJudge judge = new SegmentationJudge(CLASSES, false);
    byte[] truth = new byte[SIDE * SIDE];
    Batch batch = batch(7, SIDE, truth, new char[SIDE * SIDE], false);
    ClassMask predicted = new ClassMask(SIDE, SIDE, truth);
    judge.add(batch, 0, predicted, Optional.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> judge.add(batch, 0, predicted, Optional.empty()))
        .withMessageContaining("image 7 was judged already");
  }

  @Test
  void objectsCannotBeJudgedWithoutAMapOfThem() {
    byte[] truth = new byte[4];
    Batch with = batch(7, 2, truth, new char[4], false);
    SourceImage source = with.annotations().get(0).source().orElseThrow();
    SourceImage without = new SourceImage(7, 2, 2, List.of(), source.mask(), Optional.empty());
    Annotation annotation =
        new Annotation(
            OptionalInt.empty(),
            List.of(),
            source.mask(),
            Optional.empty(),
            Optional.of(without),
            List.of());
    Batch batch = new Batch(0, with.ids(), 1, 2, 2, 3, with.pixels(), List.of(annotation));
    SegmentationJudge judge = new SegmentationJudge(CLASSES, true);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                judge.add(
                    batch,
                    0,
                    new ClassMask(2, 2, truth),
                    Optional.of(new InstanceMap(2, 2, new char[4]))))
        .withMessageContaining("image 7 has no instance map");
  }
}
