package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocReaderTest {
  private static final String LIST = "VOC/ImageSets/Main/train.txt";

  @TempDir private Path temp;

  @BeforeEach
  void writeImages() throws IOException {
    TestData.write(temp, "VOC/JPEGImages/b.png", TestData.png(20));
    TestData.write(temp, "VOC/JPEGImages/a.png", TestData.png(10));
    write(LIST, "b\n\na  -1\n");
    annotate("a", object("dog", 2, 1, 3, 4, ""));
    annotate("b", object("cat", 1, 1, 1, 2, "<difficult>1</difficult>"));
  }

  private void write(String name, String text) throws IOException {
    TestData.write(temp, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void annotate(String id, String objects) throws IOException {
    write(
        "VOC/Annotations/" + id + ".xml",
        "<annotation><size><width>4</width><height>4</height></size>%s</annotation>"
            .formatted(objects));
  }

  private static String object(String name, int xMin, int yMin, int xMax, int yMax, String more) {
    return ("<object><name>%s</name>%s<bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax>"
            + "<ymax>%d</ymax></bndbox><part><name>x</name></part></object>")
        .formatted(name, more, xMin, yMin, xMax, yMax);
  }

  private ObjectDataset open(String... classNames) {
    return VocReader.open(temp, LIST, List.of(classNames));
  }

  @Test
  void cornersAreCountedFromOneAndBelongToTheBox() throws IOException {
    annotate(
        "b", object("cat", 1, 1, 2, 2, "<difficult>1</difficult>") + object("dog", 4, 4, 9, 9, ""));
    try (ObjectDataset dataset = open()) {
      assertThat(dataset.size()).isEqualTo(2);
      assertThat(dataset.classNames()).containsExactly("cat", "dog");
      assertThat(dataset.annotation(1).boxes()).containsExactly(new Box(1, 0, 3, 4, 1));
      assertThat(dataset.annotation(1).source())
          .contains(new SourceImage(1, 4, 4, List.of(new Box(1, 0, 3, 4, 1))));
      assertThat(dataset.read(1).image().at(0, 0, 0)).isEqualTo(10);
      Box difficult = dataset.annotation(0).boxes().get(0);
      assertThat(difficult.difficult()).isTrue();
      assertThat(difficult.area()).isEqualTo(4);
      Box cut = dataset.annotation(0).boxes().get(1);
      assertThat(cut.x1()).isEqualTo(3);
      assertThat(cut.y2()).isEqualTo(4);
      assertThat(dataset.notes()).hasSize(1);
      assertThat(dataset.notes().get(0)).contains("cut to their image: 1", "b.xml, object 2");
    }
  }

  @Test
  void aBoxWhoseCornersCoincideIsLeftOutAndListed() {
    try (ObjectDataset dataset = open()) {
      assertThat(dataset.annotation(0).boxes()).isEmpty();
      assertThat(dataset.notes()).hasSize(1);
      assertThat(dataset.notes().get(0)).contains("left out", ": 1 (", "b.xml, object 1");
    }
  }

  @Test
  void theFingerprintCoversAnnotations() throws IOException {
    String before;
    try (ObjectDataset dataset = open()) {
      before = dataset.fingerprint();
    }
    annotate("a", object("dog", 2, 1, 3, 3, ""));
    try (ObjectDataset dataset = open()) {
      assertThat(dataset.fingerprint()).isNotEqualTo(before);
    }
  }

  @Test
  void entitiesAndDocumentTypesAreRefused() throws IOException {
    write("secret.txt", "hidden");
    write(
        "VOC/Annotations/a.xml",
        "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"%s\">]><annotation><size><width>&x;</width>"
                .formatted(temp.resolve("secret.txt").toUri())
            + "<height>4</height></size></annotation>");

    assertThatThrownBy(this::open)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("a.xml", "without a document type")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void damageIsNamedWithItsRecord() throws IOException {
    assertAnnotation("<object>", "a.xml cannot be read as XML");
    assertAnnotation("<object><name>dog</name></object>", "a.xml, object 1 has no <bndbox>");
    assertAnnotation(object("", 1, 1, 2, 2, ""), "empty <name>");
    assertAnnotation(
        object("dog", 1, 1, 2, 2, "").replace("<xmax>2", "<xmax>wide"), "xmax \"wide\"");
    annotate("a", "");
    assertThatThrownBy(this::open)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("train.txt holds no box inside its image (1 outside)");
  }

  private void assertAnnotation(String objects, String part) throws IOException {
    annotate("a", objects);
    assertThatThrownBy(this::open).isInstanceOf(DataException.class).hasMessageContaining(part);
  }

  @Test
  void filesListedMustBeThere() throws IOException {
    write(LIST, "a\nc\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("lists c", "c.jpg does not exist");
    write(LIST, "a\nb\na\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("names the image a twice");
    write(LIST, "\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("names no image");
    Files.delete(temp.resolve("VOC/Annotations/a.xml"));
    write(LIST, "a\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a.xml does not exist");
    assertThatThrownBy(() -> VocReader.open(temp, "train.txt", List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("train.txt", "ImageSets/Main/train.txt");
  }

  @Test
  void classesFollowTheNamesGiven() throws IOException {
    try (ObjectDataset dataset = open("bird", "dog", "cat")) {
      assertThat(dataset.annotation(1).boxes().get(0).label()).isEqualTo(1);
    }
    assertThatThrownBy(() -> open("bird", "cat"))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("a.xml", "\"dog\"", "data.class-names");
  }
}
