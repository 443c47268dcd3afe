package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoReaderTest {
  private static final String IMAGES =
      """
      {"id": 40, "file_name": "b.png", "height": 4, "width": 4},
      {"id": 7, "file_name": "a.png", "height": 4, "width": 4}""";
  private static final String CATEGORIES =
      "{\"id\": 90, \"name\": \"dog\"}, {\"id\": 3, \"name\": \"cat\"}";
  private static final String BOX =
      "{\"id\": 1, \"image_id\": 7, \"category_id\": 90, \"bbox\": [1, 0, 2, 3]}";

  @TempDir private Path temp;

  @BeforeEach
  void writeImages() throws IOException {
    TestData.write(temp, "train/a.png", TestData.png(10));
    TestData.write(temp, "train/b.png", TestData.png(20));
  }

  private ObjectDataset open(String annotations) throws IOException {
    return open(IMAGES, annotations, CATEGORIES);
  }

  private ObjectDataset open(String images, String annotations, String categories)
      throws IOException {
    // Annotations come first on purpose: the order of the sections is free.
    TestData.write(
        temp,
        "train.json",
        "{\"info\": {\"year\": 1}, \"annotations\": [%s], \"images\": [%s], \"categories\": [%s]}"
            .formatted(annotations, images, categories)
            .getBytes(StandardCharsets.UTF_8));
    return CocoReader.open(temp, "train.json", "train", List.of());
  }

  /** An annotation of image 7 with further fields. */
  private static String with(String fields) {
    return BOX.replace("}", ", " + fields + "}");
  }

  @Test
  void labelsAreCategoriesByRisingIdWithoutGaps() throws IOException {
    try (ObjectDataset dataset = open(BOX)) {
      assertThat(dataset.classNames()).containsExactly("cat", "dog");
      assertThat(dataset.size()).isEqualTo(2);
      assertThat(dataset.read(0).annotation().boxes()).isEmpty();
      Sample sample = dataset.read(1);
      assertThat(sample.image().at(0, 0, 0)).isEqualTo(10);
      assertThat(sample.annotation().boxes()).containsExactly(new Box(1, 0, 3, 3, 1));
      SourceImage source = sample.annotation().source().orElseThrow();
      assertThat(source.id()).isEqualTo(7);
      assertThat(source.objects()).containsExactly(new Box(1, 0, 3, 3, 1));
      assertThat(List.of(source.categoryId(0), source.categoryId(1))).containsExactly(3L, 90L);
      assertThat(dataset.label(1)).isEmpty();
      assertThat(dataset.notes()).isEmpty();
    }
  }

  @Test
  void aZipReadsLikeTheFolder() throws IOException {
    String fingerprint;
    try (ObjectDataset dataset = open(BOX)) {
      fingerprint = dataset.fingerprint();
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : List.of("train.json", "train/a.png", "train/b.png")) {
      files.put(name, Files.readAllBytes(temp.resolve(name)));
    }
    Path zip = TestData.zip(temp.resolve("coco.zip"), files);
    try (ObjectDataset dataset =
        CocoReader.open(zip, "train.json", "train/", List.of("cat", "dog"))) {
      assertThat(dataset.read(1).annotation().boxes()).containsExactly(new Box(1, 0, 3, 3, 1));
    }
    try (ObjectDataset other = open(BOX.replace("3]", "2]"))) {
      assertThat(other.fingerprint()).isNotEqualTo(fingerprint);
    }
  }

  @Test
  void masksComeAsPolygonsOrRunsOfBothKinds() throws IOException {
    String polygon = with("\"segmentation\": [[1, 0, 3, 0, 3, 3, 1, 3]], \"area\": 5.5");
    String runs =
        with("\"segmentation\": {\"size\": [4, 4], \"counts\": [4, 3, 1, 3, 5]}, \"iscrowd\": 1")
            .replace("\"id\": 1", "\"id\": 2");
    String text =
        with("\"segmentation\": {\"size\": [4, 4], \"counts\": \"43105\"}")
            .replace("\"id\": 1", "\"id\": 3");
    RunLengths want = new RunLengths(4, 4, new int[] {4, 3, 1, 3, 5});
    text = text.replace("43105", RunLengthText.format(want));
    try (ObjectDataset dataset = open(String.join(",", polygon, runs, text))) {
      List<Box> boxes = dataset.annotation(1).boxes();
      assertThat(boxes).hasSize(3);
      for (Box box : boxes) {
        assertThat(box.mask().orElseThrow().raster(4, 4)).isEqualTo(want);
      }
      assertThat(boxes).extracting(Box::crowd).containsExactly(false, true, false);
      assertThat(boxes).extracting(Box::area).containsExactly(5.5f, 6f, 6f);
    }
  }

  @Test
  void boxesThatDoNotFitAreCutOrLeftOutAndListed() throws IOException {
    String over = BOX.replace("[1, 0, 2, 3]", "[2, -1, 9, 3]");
    String outside = BOX.replace("[1, 0, 2, 3]", "[5, 5, 2, 2]").replace("\"id\": 1", "\"id\": 2");
    String flat = BOX.replace("[1, 0, 2, 3]", "[1, 1, 0, 2]").replace("\"id\": 1", "\"id\": 3");
    try (ObjectDataset dataset = open(String.join(",", over, outside, flat))) {
      assertThat(dataset.annotation(1).boxes()).hasSize(1);
      Box cut = dataset.annotation(1).boxes().get(0);
      assertThat(new float[] {cut.x1(), cut.y1(), cut.x2(), cut.y2()}).containsExactly(2, 0, 4, 2);
      assertThat(dataset.notes())
          .anyMatch(
              note ->
                  note.endsWith(
                      "left out, without area in their image: 2 (annotation 2, annotation 3)"))
          .anyMatch(note -> note.endsWith("cut to their image: 1 (annotation 1)"))
          .hasSize(2);
      assertThat(new SubsetDataset(dataset, new int[] {0}).notes()).isEqualTo(dataset.notes());
    }
  }

  @Test
  void polygonsOfFewerThanThreeCornersAreLeftOutAndListed() throws IOException {
    try (ObjectDataset dataset = open(with("\"segmentation\": [[1, 0, 3, 0]]"))) {
      assertThat(dataset.annotation(1).boxes().get(0).mask()).isEmpty();
      assertThat(dataset.notes()).hasSize(1);
      assertThat(dataset.notes().get(0)).contains("fewer than three corners: 1 (annotation 1)");
    }
  }

  @Test
  void contradictionsAreNamedWithTheirRecord() throws IOException {
    assertRefused(BOX.replace(": 7", ": 8"), "annotations[0] (annotation 1)", "image 8");
    assertRefused(BOX.replace("90", "91"), "category 91, which the file does not list");
    assertRefused(BOX + "," + BOX, "annotations[1]", "repeats an id");
    assertRefused(BOX.replace(", 3]", "]"), "bbox of 3 numbers");
    assertRefused(BOX.replace("[1,", "[1e9,"), "outside of any image");
    assertRefused(BOX.replace("[1,", "[1e999,"), "finite number");
    assertRefused(BOX.replace(", \"bbox\": [1, 0, 2, 3]", ""), "has no bbox");
    assertRefused(with("\"segmentation\": [[1, 0, 3, 0, 3, 3, 1]]"), "polygon of 7 numbers");
    assertRefused(
        with("\"segmentation\": {\"size\": [4, 4], \"counts\": [10, 7]}"), "cover 17 pixels");
    assertRefused(with("\"segmentation\": {\"size\": [4, 4], \"counts\": \"l0\"}"), "do not fit");
    assertRefused(
        with("\"segmentation\": {\"size\": [4, 5], \"counts\": [20]}"), "of another size");
    assertRefused("", "train.json holds no box", "data.format: folder");
    assertRefused(BOX.replace("[1,", "[9,"), "holds no box inside its image (1 outside)");
  }

  private void assertRefused(String annotations, String... parts) {
    assertThatThrownBy(() -> open(annotations))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void imagesMustBeThereOnceAndOfTheirSize() throws IOException {
    assertThatThrownBy(() -> open(IMAGES.replace("b.png", "c.png"), BOX, CATEGORIES))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("image 40", "c.png does not exist", "key images");
    assertThatThrownBy(() -> open(IMAGES.replace("b.png", "a.png"), BOX, CATEGORIES))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("lists train/a.png twice");
    assertThatThrownBy(() -> open(IMAGES.replace("40", "7"), BOX, CATEGORIES))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("images[1] repeats the image id 7");
    try (ObjectDataset dataset =
        open(IMAGES.replace("\"height\": 4", "\"height\": 5"), BOX, CATEGORIES)) {
      assertThatThrownBy(() -> dataset.read(1))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("has 4 x 4 pixels", "says 4 x 5");
    }
  }

  @Test
  void splitsMustShareTheirCategories() throws IOException {
    open(BOX).close();
    assertThatThrownBy(() -> CocoReader.open(temp, "train.json", "train", List.of("cat")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[cat, dog], but the training split has [cat]");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertFile("[]", "must be a JSON object");
    assertFile("{\"images\": [], \"annotations\": []}", "[annotations, categories, images]");
    assertFile("{\"images\": [{\"id\": 1", "is no whole JSON file");
    assertThatThrownBy(() -> CocoReader.open(temp, "none.json", "", List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("none.json does not exist", "key labels");
  }

  private void assertFile(String json, String part) throws IOException {
    TestData.write(temp, "other.json", json.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> CocoReader.open(temp, "other.json", "", List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(part);
  }
}
