package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.SourceConfig;

/** Counts of pixels and objects that were counted in the files by other means. */
@Tag("dataset")
class RealMasksTest {
  private static final LabelRule NUCLEI =
      LabelRule.ofIndices(MaskConfig.NONE, List.of("background", "nucleus"));

  @Test
  void readsNuclei() {
    Path zip = file("dsb2018-nuclei/dsb2018_nuclei.zip");
    String[] splits = {"train", "val", "test"};
    int[][] want = {{373, 11428}, {81, 2072}, {81, 2831}};
    long nuclei = 0;
    long pixels = 0;
    for (int i = 0; i < splits.length; i++) {
      try (Dataset dataset = open(zip, splits[i])) {
        assertThat(dataset.size()).isEqualTo(want[i][0]);
        long objects = 0;
        for (int n = 0; n < dataset.size(); n++) {
          Annotation annotation = dataset.annotation(n);
          for (byte label : annotation.mask().orElseThrow().classes()) {
            nuclei += label;
            pixels++;
          }
          String ids = String.valueOf(annotation.instances().orElseThrow().ids());
          objects += ids.chars().filter(id -> id > 0).distinct().count();
        }
        assertThat(objects).isEqualTo(want[i][1]);
      }
    }
    assertThat(100.0 * nuclei / pixels).isCloseTo(16.0, within(0.05));
  }

  @Test
  void nucleiAndTheirBoxesAgree() {
    Path zip = file("dsb2018-nuclei/dsb2018_nuclei.zip");
    try (Dataset masks = open(zip, "val");
        Dataset boxes =
            CocoReader.open(zip, "annotations/instances_val.json", "images", List.of())) {
      assertThat(masks.describe(4)).isEqualTo(boxes.describe(4));
      Sample sample = masks.read(4);
      SourceImage source = boxes.annotation(4).source().orElseThrow();
      assertThat(sample.image().height()).isEqualTo(source.height());
      String ids = String.valueOf(sample.annotation().instances().orElseThrow().ids());
      assertThat(ids.chars().filter(id -> id > 0).distinct().count())
          .isEqualTo(source.objects().size());
    }
  }

  @Test
  void cocoIsDrawn() {
    Path zip = file("coco-mini/coco_mini.zip");
    try (ObjectDataset objects =
        CocoReader.open(zip, "annotations/instances_val2017.json", "val2017", List.of())) {
      Dataset dataset = ObjectTargets.pixels(objects, ObjectPixels.notes(objects));

      assertThat(dataset.classNames()).hasSize(81).startsWith("background", "person");
      assertThat(dataset.notes()).isEqualTo(objects.notes());
      long[] counts = new long[256];
      for (int i = 0; i < dataset.size(); i++) {
        SourceImage source = dataset.read(i).annotation().source().orElseThrow();
        for (byte label : source.mask().orElseThrow().classes()) {
          counts[label & 0xff]++;
        }
      }
      assertThat(counts[ClassMask.IGNORE]).isPositive();
      assertThat(Arrays.stream(counts, 81, ClassMask.IGNORE).sum()).isZero();
      assertThat(Arrays.stream(counts, 0, 81).filter(count -> count > 0).count()).isGreaterThan(50);
    }
  }

  private static Dataset open(Path zip, String split) {
    String list = "splits/%s.txt".formatted(split);
    return MaskDataset.open(
        FileTree.open(zip),
        new SourceConfig("", list, "masks/*.png", 0, "images/*.png", "instances/*.png"),
        NUCLEI);
  }

  private static Path file(String name) {
    String root = System.getProperty("data.dir", "");
    assumeTrue(!root.isBlank(), "real data sets are found by -Ddata.dir=FOLDER, which is not set");
    Path file = Path.of(root).resolve(name);
    assumeTrue(Files.exists(file), file + " does not exist");
    return file;
  }
}
