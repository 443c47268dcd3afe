package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DataConfig.Format;
import org.vitmae.config.DataConfig.OnCorrupt;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.SourceConfig;
import org.vitmae.image.Pngs;

class PixelSplitsTest {
  private static final MaskConfig COLORS =
      new MaskConfig(MaskConfig.Values.COLORS, List.of(), "colors.txt", List.of());

  @TempDir private Path temp;

  @Test
  void scenesHaveABackgroundAndBudgetsOfImages() {
    SourceConfig scenes = new SourceConfig("", "", "", 16, "", "");
    try (Splits splits = Splits.open(pixels(Format.SCENES, scenes, "", MaskConfig.NONE), temp)) {
      Dataset train = splits.train();
      assertThat(splits.classNames()).startsWith("background", "circle");
      assertThat(train.read(0).annotation().source().orElseThrow().mask()).isPresent();
      List<Long> quarter = ids(Splits.labelFraction(train, 0.25, 3));
      assertThat(quarter).hasSize(4).isEqualTo(ids(Splits.labelFraction(train, 0.25, 3)));
      assertThat(quarter).containsAll(ids(Splits.labelFraction(train, 0.01, 3)));
      assertThat(Splits.labelFraction(train, 0.01, 3).size()).isEqualTo(1);
    }
  }

  @Test
  void objectsOfCocoBecomePixels() throws IOException {
    String json =
        """
        {"images": [{"id": 5, "file_name": "a.png", "height": 4, "width": 4}],
         "categories": [{"id": 2, "name": "cat"}, {"id": 9, "name": "dog"}],
         "annotations": [{"id": 1, "image_id": 5, "category_id": 9, "bbox": [0, 0, 2, 4]%s}]}""";
    String polygon = ", \"segmentation\": [[0, 0, 2, 0, 2, 4, 0, 4]]";
    TestData.write(temp, "coco/a.png", TestData.png(10));
    TestData.write(temp, "coco/t.json", json.formatted(polygon).getBytes(StandardCharsets.UTF_8));
    TestData.write(temp, "coco/boxes.json", json.formatted("").getBytes(StandardCharsets.UTF_8));
    SourceConfig source = new SourceConfig("coco", "", "t.json", 0, "", "");
    SourceConfig boxes = new SourceConfig("coco", "", "boxes.json", 0, "", "");

    DataConfig coco = pixels(Format.COCO, source, "", MaskConfig.NONE);
    try (Splits splits = Splits.open(coco, temp)) {
      assertThat(splits.classNames()).containsExactly("background", "cat", "dog");
      assertThat(splits.test().orElseThrow().read(0).annotation().mask().orElseThrow().classes())
          .startsWith(2, 2, 0, 0);
    }
    DataConfig noMasks = pixels(Format.COCO, boxes, "", MaskConfig.NONE);
    assertThatThrownBy(() -> Splits.open(noMasks, temp))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("none of the 1 objects of")
        .hasMessageContaining("has a polygon or run lengths");
  }

  @Test
  void colorTablesAreFoundInTheDataSetOrBesideIt() throws IOException {
    SourceConfig source = masks();
    write("colors.txt", "sky 9 9 9\nroad 0 0 0");
    try (Splits splits = Splits.open(pixels(Format.MASKS, source, "", COLORS), temp)) {
      assertThat(splits.classNames()).containsExactly("sky", "road");
      assertThat(splits.train().annotation(0).mask().orElseThrow().classes()).containsOnly(1);
    }
    write("set/colors.txt", "wall 0 0 0");
    try (Splits splits = Splits.open(pixels(Format.MASKS, source, "", COLORS), temp)) {
      assertThat(splits.classNames()).containsExactly("wall");
    }
  }

  @Test
  void aFileOfNamesPicksTheClasses() throws IOException {
    SourceConfig source = masks();
    write("colors.txt", "sky 9 9 9\nroad 0 0 0");
    write("names.txt", "road");
    try (Splits splits = Splits.open(pixels(Format.MASKS, source, "names.txt", COLORS), temp)) {
      assertThat(splits.classNames()).containsExactly("road");
      assertThat(splits.train().notes())
          .containsExactly("pixels of these colors are not judged: sky");
    }
    DataConfig indices = pixels(Format.MASKS, source, "names.txt", MaskConfig.NONE);
    try (Splits splits = Splits.open(indices, temp)) {
      assertThatThrownBy(() -> splits.train().read(0)).hasMessageContaining("m/a.png holds colors");
    }
    assertThatThrownBy(() -> Splits.open(pixels(Format.MASKS, source, "", MaskConfig.NONE), temp))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("masks need 1 to 255 named classes, got 0");
  }

  /** Writes one image with a black mask. */
  private SourceConfig masks() throws IOException {
    TestData.write(temp, "set/i/a.png", TestData.png(10));
    TestData.write(temp, "set/m/a.png", Pngs.encode(4, 4, 8, Pngs.RGB, new byte[48]));
    return new SourceConfig("set", "", "m/*.png", 0, "i/*.png", "");
  }

  private void write(String name, String text) throws IOException {
    TestData.write(temp, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Long> ids(Dataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(i -> dataset.read(i).id()).toList();
  }

  private static DataConfig pixels(
      Format format, SourceConfig source, String classNames, MaskConfig masks) {
    return new DataConfig(
        "pixels",
        format,
        source,
        SourceConfig.NONE,
        source,
        0,
        0,
        0,
        classNames,
        16,
        16,
        3,
        List.of(0.5),
        List.of(0.5),
        OnCorrupt.FAIL,
        1,
        Target.PIXELS,
        List.of(),
        masks);
  }
}
