package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.SourceConfig;
import org.vitmae.image.Pngs;

class MaskDatasetTest {
  private static final LabelRule NUCLEI =
      LabelRule.ofIndices(MaskConfig.NONE, List.of("background", "nucleus"));

  @TempDir private Path temp;

  @Test
  void imagesMasksAndMapsBelongTogetherByWhatTheStarStandsFor() throws IOException {
    for (String key : List.of("ulm/b", "aachen/a")) {
      put("image/" + key + "_left.png", TestData.png(9));
      put("gt/" + key + "_ids.png", mask(0, 1));
      put("gt/" + key + "_objects.png", map(3, 1000));
    }
    put("image/readme.txt", new byte[1]);

    try (Dataset dataset = open(source("image/*_left.png", "gt/*_ids.png", "gt/*_objects.png"))) {
      assertThat(dataset.size()).isEqualTo(2);
      assertThat(dataset.describe(0)).endsWith("image/aachen/a_left.png");
      assertThat(dataset.classNames()).containsExactly("background", "nucleus");
      assertThat(dataset.label(0)).isEmpty();
      Sample sample = dataset.read(1);
      assertThat(sample.image().at(0, 0, 0)).isEqualTo(9);
      assertThat(sample.annotation().mask().orElseThrow().classes())
          .containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
      // What stands on the background is no object.
      assertThat(sample.annotation().instances().orElseThrow().ids())
          .startsWith((char) 0, (char) 1000, (char) 0);
      SourceImage source = sample.annotation().source().orElseThrow();
      assertThat(source.mask()).isEqualTo(sample.annotation().mask());
      assertThat(source.instances()).isEqualTo(sample.annotation().instances());
    }
  }

  @Test
  void aListPicksAndOrders() throws IOException {
    Path zip =
        TestData.zip(
            temp.resolve("set.zip"),
            Map.of(
                "i/a.png", TestData.png(1),
                "i/b.png", TestData.png(2),
                "i/c.png", TestData.png(3),
                "m/a.png", mask(0, 1),
                "m/b.png", mask(1, 0),
                "train.txt", "b\n\n i/a.png \n".getBytes(StandardCharsets.UTF_8),
                "twice.txt", "b\ni/b.png".getBytes(StandardCharsets.UTF_8),
                "none.txt", "\n".getBytes(StandardCharsets.UTF_8)));

    try (Dataset dataset = open(zip, listed("train.txt"))) {
      assertThat(dataset.size()).isEqualTo(2);
      assertThat(dataset.read(0).image().at(0, 0, 0)).isEqualTo(2);
      assertThat(dataset.annotation(0).mask().orElseThrow().classes()).startsWith(1, 0);
    }
    assertThatThrownBy(() -> open(zip, listed("twice.txt")))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("twice.txt names i/b.png twice; take one of the two out.");
    assertThatThrownBy(() -> open(zip, listed("none.txt"))).hasMessageContaining("names no image");
    assertThatThrownBy(() -> open(zip, listed("lost.txt"))).hasMessageContaining("does not exist");
  }

  @Test
  void missingPartnersAreNamedEitherWay() throws IOException {
    for (String key : List.of("a", "b", "c", "d", "e")) {
      put("i/" + key + ".png", TestData.png(1));
    }
    put("m/a.png", mask(0, 1));
    assertThatThrownBy(() -> open(source("i/*.png", "m/*.png", "")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no mask m/*.png for 4 of 5 names: b, c, d, ... Restore the files");
    put("m/z.png", mask(0, 1));
    assertThatThrownBy(() -> open(source("i/*.png", "m/*.png", "")))
        .hasMessageContaining("has no image i/*.png for 1 of 6 names: z.");
    assertThatThrownBy(() -> open(source("i/a*.png", "m/a*.png", "")))
        .hasMessageContaining("neither images i/a*.png nor masks m/a*.png");
    put("a.txt", new byte[] {'a'});
    SourceConfig withMaps = new SourceConfig("", "a.txt", "m/*.png", 0, "i/*.png", "o/*.png");
    assertThatThrownBy(() -> open(withMaps))
        .hasMessageContaining("no map of objects o/*.png for 1 of 1 names: a.");
  }

  @Test
  void masksAndMapsOfAnotherSizeAreRefused() throws IOException {
    put("i/a.png", TestData.png(1));
    put("m/a.png", Pngs.encode(2, 4, 8, Pngs.GRAY, new byte[8]));
    try (Dataset dataset = open(source("i/*.png", "m/*.png", ""))) {
      assertThatThrownBy(() -> dataset.read(0))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("m/a.png has 4 x 2 pixels, but its image has 4 x 4.");
    }
    put("m/a.png", mask(0, 1));
    put("o/a.png", Pngs.encode(1, 1, 16, Pngs.GRAY, new byte[2]));
    try (Dataset dataset = open(source("i/*.png", "m/*.png", "o/*.png"))) {
      assertThatThrownBy(() -> dataset.read(0))
          .hasMessageContaining("o/a.png has 1 x 1 pixels, but its mask has 4 x 4.");
    }
    put("o/a.png", Pngs.encode(4, 4, 8, Pngs.RGB, new byte[48]));
    try (Dataset dataset = open(source("i/*.png", "m/*.png", "o/*.png"))) {
      assertThatThrownBy(() -> dataset.read(0)).hasMessageContaining("o/a.png holds colors");
    }
  }

  @Test
  void masksThatCannotBeReadAreNamedWhenTheyAreNeeded() throws IOException {
    put("i/a.png", TestData.png(1));
    put("i/b.png", TestData.png(1));
    put("m/a.png", mask(0, 1));
    put("m/b.png", mask(0, 2));
    try (Dataset dataset = open(source("i/*.png", "m/*.png", ""))) {
      assertThat(dataset.read(0).id()).isZero();
      assertThatThrownBy(() -> dataset.read(1))
          .hasMessageContaining("m/b.png has the value 2 at column 1, row 0");
    }
    put("m/b.png", new byte[] {1});
    try (Dataset dataset = open(source("i/*.png", "m/*.png", ""))) {
      assertThatThrownBy(() -> dataset.read(1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("m/b.png is no PNG");
    }
  }

  @Test
  void aSplitNeedsAPixelThatIsJudged() throws IOException {
    put("i/a.png", TestData.png(1));
    put("i/b.png", TestData.png(1));
    put("m/a.png", mask(255, 255));
    put("m/b.png", mask(255, 255));
    assertThatThrownBy(() -> open(source("i/*.png", "m/*.png", "")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none of the 2 masks of")
        .hasMessageContaining("m/a.png, ... has a pixel that is judged");

    put("m/b.png", mask(255, 1));
    try (Dataset dataset = open(source("i/*.png", "m/*.png", ""))) {
      assertThat(dataset.read(0).annotation().mask().orElseThrow().classes())
          .containsOnly(ClassMask.IGNORE);
    }
  }

  @Test
  void theFingerprintCoversFilesAndTheMeaningOfValues() throws IOException {
    put("i/a.png", TestData.png(1));
    put("m/a.png", mask(0, 1));
    SourceConfig source = source("i/*.png", "m/*.png", "");
    LabelRule other = LabelRule.ofIndices(MaskConfig.NONE, List.of("background", "cell"));
    String before = open(source).fingerprint();

    assertThat(open(source).fingerprint()).isEqualTo(before);
    assertThat(MaskDataset.open(FileTree.open(temp), source, other).fingerprint())
        .isNotEqualTo(before);
    put("m/a.png", Pngs.palette(4, 4, 8, new byte[6], new byte[16]));
    assertThat(open(source).fingerprint()).isNotEqualTo(before);
  }

  private void put(String name, byte[] bytes) throws IOException {
    TestData.write(temp, name, bytes);
  }

  private Dataset open(SourceConfig source) {
    return open(temp, source);
  }

  private static Dataset open(Path root, SourceConfig source) {
    return MaskDataset.open(FileTree.open(root), source, NUCLEI);
  }

  private static SourceConfig source(String images, String masks, String instances) {
    return new SourceConfig("", "", masks, 0, images, instances);
  }

  private static SourceConfig listed(String list) {
    return new SourceConfig("", list, "m/*.png", 0, "i/*.png", "");
  }

  /** Returns a mask of 4 x 4 pixels whose columns have two values by turns. */
  private static byte[] mask(int even, int odd) {
    byte[] values = new byte[16];
    IntStream.range(0, 16).forEach(i -> values[i] = (byte) (i % 2 == 0 ? even : odd));
    return Pngs.encode(4, 4, 8, Pngs.GRAY, values);
  }

  private static byte[] map(int even, int odd) {
    byte[] values = new byte[32];
    for (int i = 0; i < 16; i++) {
      int id = i % 2 == 0 ? even : odd;
      values[2 * i] = (byte) (id >> 8);
      values[2 * i + 1] = (byte) id;
    }
    return Pngs.encode(4, 4, 16, Pngs.GRAY, values);
  }
}
