package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counts of boxes that were counted in the files by other means. */
@Tag("dataset")
class RealObjectsTest {
  @Test
  void readsBloodCells() {
    Path zip = file("bccd/BCCD.zip");
    // One degenerate red cell each in the first two splits.
    int[][] counts = {{209, 2382 - 1, 214}, {83, 968 - 1, 87}, {69, 805, 71}};
    String[] splits = {"train", "val", "test"};
    for (int i = 0; i < splits.length; i++) {
      try (ObjectDataset dataset = voc(zip, splits[i])) {
        assertThat(dataset.classNames()).containsExactly("Platelets", "RBC", "WBC");
        assertThat(perClass(dataset)).containsExactly(counts[i]);
        assertThat(dataset.read(0).image().width()).isEqualTo(640);
      }
    }
  }

  @Test
  void leavesOutTheTwoDegenerateBloodCells() {
    Path zip = file("bccd/BCCD.zip");
    List<String> notes =
        Stream.of("train", "val", "test")
            .flatMap(
                split -> {
                  try (ObjectDataset dataset = voc(zip, split)) {
                    return dataset.notes().stream();
                  }
                })
            .toList();

    assertThat(String.join("\n", notes))
        .contains("BloodImage_00338.xml", "BloodImage_00343.xml")
        .doesNotContain("cut to");
  }

  private static ObjectDataset voc(Path zip, String split) {
    return VocReader.open(zip, "BCCD/ImageSets/Main/%s.txt".formatted(split), List.of());
  }

  @Test
  void readsCocoWithCrowds() {
    Path zip = file("coco-mini/coco_mini.zip");
    int[][] want = {{47, 524, 6}, {57, 517, 7}};
    String[] splits = {"train2017", "val2017"};
    for (int i = 0; i < splits.length; i++) {
      try (ObjectDataset dataset = coco(zip, splits[i], splits[i])) {
        assertThat(dataset.classNames()).hasSize(80).startsWith("person").endsWith("toothbrush");
        assertThat(dataset.size()).isEqualTo(want[i][0]);
        List<Box> boxes = boxes(dataset).toList();
        assertThat(boxes).hasSize(want[i][1]);
        assertThat(boxes.stream().filter(Box::crowd)).hasSize(want[i][2]);
        assertThat(boxes).allMatch(box -> box.mask().isPresent());
        if (i == 0) {
          assertThat(perClass(dataset)[0]).isEqualTo(120);
        }
      }
    }
  }

  /** COCO's own areas are those of its polygons, so drawn masks come close to them. */
  @Test
  void drawnPolygonsHaveTheAreaAnnotated() {
    try (ObjectDataset dataset = coco(file("coco-mini/coco_mini.zip"), "val2017", "val2017")) {
      double drawn = 0;
      double annotated = 0;
      for (int i = 0; i < dataset.size(); i++) {
        SourceImage source = dataset.annotation(i).source().orElseThrow();
        for (Box box : dataset.annotation(i).boxes()) {
          drawn += box.mask().orElseThrow().raster(source.height(), source.width()).area();
          annotated += box.area();
        }
      }
      assertThat(drawn / annotated).isBetween(0.99, 1.01);
    }
  }

  @Test
  void readsNuclei() {
    Path zip = file("dsb2018-nuclei/dsb2018_nuclei.zip");
    String[] splits = {"train", "val", "test"};
    int[][] want = {{373, 11428}, {81, 2072}, {81, 2831}};
    for (int i = 0; i < splits.length; i++) {
      try (ObjectDataset dataset = coco(zip, splits[i], "images")) {
        assertThat(dataset.size()).isEqualTo(want[i][0]);
        assertThat(boxes(dataset)).hasSize(want[i][1]);
        assertThat(dataset.read(0).annotation().boxes()).isNotEmpty();
      }
    }
  }

  private static ObjectDataset coco(Path zip, String split, String images) {
    return CocoReader.open(
        zip, "annotations/instances_%s.json".formatted(split), images, List.of());
  }

  private static Stream<Box> boxes(ObjectDataset dataset) {
    return IntStream.range(0, dataset.size())
        .boxed()
        .flatMap(i -> dataset.annotation(i).boxes().stream());
  }

  private static int[] perClass(ObjectDataset dataset) {
    int[] counts = new int[dataset.classNames().size()];
    boxes(dataset).forEach(box -> counts[box.label()]++);
    return counts;
  }

  private static Path file(String name) {
    String root = System.getProperty("data.dir", "");
    assumeTrue(!root.isBlank(), "real data sets are found by -Ddata.dir=FOLDER, which is not set");
    Path file = Path.of(root).resolve(name);
    assumeTrue(Files.exists(file), file + " does not exist");
    return file;
  }
}
