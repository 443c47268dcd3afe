package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DataConfig.Format;
import org.vitmae.config.DataConfig.OnCorrupt;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.SourceConfig;

class SplitsTest {
  @TempDir private Path temp;

  @Test
  void validationIsSetAsideOfEachClass() {
    try (Splits splits = Splits.open(scenes(200, 0.1, 7), temp)) {
      Dataset held = splits.validation().orElseThrow();

      assertThat(held.size()).isEqualTo(20);
      assertThat(splits.train().size()).isEqualTo(180);
      assertThat(counts(held)).containsOnly(2);
      assertThat(splits.test().orElseThrow().size()).isEqualTo(50);
      Set<Long> ids = ids(held);
      ids.retainAll(ids(splits.train()));
      assertThat(ids).isEmpty();
      assertThat(splits.classNames()).isEqualTo(held.classNames()).contains("star");
    }
  }

  @Test
  void theCutDependsOnItsSeedAlone() {
    Splits first = Splits.open(scenes(200, 0.1, 7), temp);
    Splits again = Splits.open(scenes(200, 0.1, 7), temp);
    Splits other = Splits.open(scenes(200, 0.1, 8), temp);

    assertThat(ids(again.train())).isEqualTo(ids(first.train()));
    assertThat(again.train().fingerprint()).isEqualTo(first.train().fingerprint());
    assertThat(ids(other.train())).isNotEqualTo(ids(first.train()));
  }

  @Test
  void filesAreLookedAtOnceForWhatIsSetAsideToo() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      TestData.write(temp, "images/" + name + ".png", TestData.png(10));
    }
    SourceConfig images = new SourceConfig("images", "", "", 0, "", "");
    DataConfig config = config(Format.FOLDER, images, SourceConfig.NONE, 0.25, 0, "");
    String held = heldFingerprint(config);
    try (Splits splits = Splits.open(config, temp)) {
      splits.train().fingerprint();
      TestData.write(temp, "images/a.png", TestData.png(11));

      assertThat(splits.validation().orElseThrow().fingerprint()).isEqualTo(held);
    }
    assertThat(heldFingerprint(config)).isNotEqualTo(held);
  }

  private String heldFingerprint(DataConfig config) {
    try (Splits splits = Splits.open(config, temp)) {
      return splits.validation().orElseThrow().fingerprint();
    }
  }

  @Test
  void examplesOfTwoSplitsAreTold() throws IOException {
    for (String image : List.of("a/1.png", "a/2.png", "b/3.png", "b/4.png")) {
      TestData.write(temp, "images/" + image, TestData.png(10));
    }
    TestData.write(
        temp, "images/test.txt", "a/2.png, 0\nb/3.png, 1".getBytes(StandardCharsets.UTF_8));
    TestData.write(
        temp, "images/train.txt", "a/1.png, 0\nb/3.png, 1".getBytes(StandardCharsets.UTF_8));
    SourceConfig train = new SourceConfig("images", "train.txt", "", 0, "", "");
    SourceConfig test = new SourceConfig("images", "test.txt", "", 0, "", "");

    try (Splits shared = Splits.open(config(Format.LIST, train, test, 0, 0, ""), temp)) {
      assertThat(shared.warnings())
          .singleElement()
          .asString()
          .startsWith("1 of the 2 test examples are training examples too, for instance ")
          .endsWith("3.png.");
    }
    try (Splits apart = Splits.open(scenes(200, 0.1, 7), temp)) {
      assertThat(apart.warnings()).isEmpty();
    }
  }

  @Test
  void validationExamplesThatAreTestedOnAreTold() {
    Dataset all = new DrawnDataset(12);
    Splits splits =
        new Splits(
            new SubsetDataset(all, new int[] {0, 1, 2}),
            Optional.of(new SubsetDataset(all, new int[] {4, 5, 6, 7})),
            Optional.of(new SubsetDataset(all, new int[] {6, 7, 8})));

    assertThat(splits.warnings())
        .containsExactly(
            "2 of the 3 test examples are validation examples too, for instance drawn 6.");
  }

  @Test
  void classesWithoutATestExampleAreToldIfThereAreLabels() throws IOException {
    SourceConfig train = idxSource("train", new byte[] {0, 1});
    SourceConfig test = idxSource("test", new byte[] {0, 0});
    SourceConfig unlabeled = new SourceConfig(test.path(), "", "", 0, "", "");

    try (Splits splits = Splits.open(config(Format.IDX, train, test, 0, 0, ""), temp)) {
      assertThat(splits.warnings())
          .containsExactly(
              "1 of the 2 classes have no test example, and count as 0 in means over classes: 1.");
    }
    try (Splits splits = Splits.open(config(Format.IDX, train, unlabeled, 0, 0, ""), temp)) {
      assertThat(splits.test().orElseThrow().classNames()).containsExactly("0", "1");
      assertThat(splits.warnings()).isEmpty();
    }
  }

  @Test
  void packedClassesAreNamedOneForOne() throws IOException {
    Packed.pack(new DrawnDataset(6), 4, 1000, temp.resolve("packed"));
    SourceConfig packed = new SourceConfig("packed", "", "", 0, "", "");
    TestData.write(temp, "three.txt", "x\ny\nz".getBytes(StandardCharsets.UTF_8));
    TestData.write(temp, "four.txt", "w\nx\ny\nz".getBytes(StandardCharsets.UTF_8));

    DataConfig good = config(Format.PACKED, packed, SourceConfig.NONE, 0, 0, "three.txt");
    try (Splits splits = Splits.open(good, temp)) {
      assertThat(splits.classNames()).containsExactly("x", "y", "z");
    }
    DataConfig bad = config(Format.PACKED, packed, SourceConfig.NONE, 0, 0, "four.txt");
    assertThatThrownBy(() -> Splits.open(bad, temp))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("holds 4 names, but there are 3 classes or targets: [a, b, c]");
  }

  @Test
  void splitsMayBeMissing() {
    Splits splits = Splits.open(scenes(30, 0, 7), temp);

    assertThat(splits.validation()).isEmpty();
    assertThat(splits.train().size()).isEqualTo(30);
    assertThatThrownBy(() -> Splits.open(scenes(0, 0, 7), temp))
        .isInstanceOf(DataException.class)
        .hasMessage("the data section names no training examples; set data.train.");
    assertThatThrownBy(() -> Splits.open(scenes(30, 0.01, 7), temp))
        .hasMessageContaining("leaves 0 for validation and 30 for training");
  }

  @Test
  void labelBudgetsTakeSoManyOfEachClassAndGrowFromEachOther() {
    Dataset all = new DrawnDataset(31);

    Dataset small = Splits.labelBudget(all, 2, 5);
    Dataset large = Splits.labelBudget(all, 4, 5);
    Dataset other = Splits.labelBudget(all, 2, 6);

    assertThat(counts(small)).containsOnly(2);
    assertThat(counts(large)).containsOnly(4);
    assertThat(ids(large)).containsAll(ids(small));
    assertThat(ids(other)).isNotEqualTo(ids(small));
    assertThat(counts(Splits.labelBudget(all, 100, 5))).containsExactly(11, 10, 10);
  }

  @Test
  void labelFractionsAreOfEachClassAndGrowFromEachOther() {
    Dataset all = new DrawnDataset(31);

    Dataset small = Splits.labelFraction(all, 0.01, 5);
    Dataset large = Splits.labelFraction(all, 0.3, 5);

    assertThat(counts(small)).containsOnly(1);
    assertThat(counts(large)).containsExactly(3, 3, 3);
    assertThat(ids(large)).containsAll(ids(small)).containsAll(ids(Splits.labelBudget(all, 2, 5)));
    assertThat(counts(Splits.labelFraction(all, 1, 5))).containsExactly(11, 10, 10);
  }

  @Test
  void aBudgetNeedsLabels() throws IOException {
    Path images = TestData.write(temp, "images", TestData.idx(new int[] {1, 2, 2}, new byte[4]));

    assertThatThrownBy(() -> Splits.labelBudget(IdxDataset.open(images), 1, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("images, record 0 has no label");
  }

  @Test
  void numberedClassesCoverAllSplits() throws IOException {
    Splits splits = Splits.open(idx("", new byte[] {0, 1}, new byte[] {0, 5}), temp);

    assertThat(splits.classNames()).containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(splits.test().orElseThrow().classNames()).isEqualTo(splits.classNames());
  }

  @Test
  void aLabelWithoutANameIsRefused() throws IOException {
    TestData.write(temp, "names.txt", "shirt\nshoe\n".getBytes(StandardCharsets.UTF_8));

    DataConfig good = idx("names.txt", new byte[] {0, 1}, new byte[] {1, 1});
    assertThat(Splits.open(good, temp).classNames()).containsExactly("shirt", "shoe");
    DataConfig bad = idx("names.txt", new byte[] {0, 1}, new byte[] {1, 2});
    assertThatThrownBy(() -> Splits.open(bad, temp))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("test-images, record 1 has the label 2, but there are 2 class names");
  }

  @Test
  void allSplitsHaveTheTargets() {
    DataConfig values = ofTarget(scenes(20, 0.2, 7), Target.VALUES, List.of());
    try (Splits splits = Splits.open(values, temp)) {
      assertThat(splits.classNames()).containsExactly("shapes", "x", "y", "size");
      assertThat(splits.train().size()).isEqualTo(16);
      for (Dataset split :
          List.of(splits.train(), splits.validation().orElseThrow(), splits.test().orElseThrow())) {
        assertThat(split.annotation(3).targets())
            .hasSize(4)
            .isEqualTo(split.read(3).annotation().targets());
      }
    }
  }

  @Test
  void listsOfTargetsAreNamedByAFile() throws IOException {
    TestData.write(temp, "list/a.png", TestData.png(10));
    TestData.write(temp, "list/train.txt", "a.png, 0, 1".getBytes(StandardCharsets.UTF_8));
    TestData.write(temp, "names.txt", "cat\ndog".getBytes(StandardCharsets.UTF_8));
    TestData.write(temp, "one.txt", "cat".getBytes(StandardCharsets.UTF_8));
    SourceConfig source = new SourceConfig("list", "train.txt", "", 0, "", "");
    DataConfig list = config(Format.LIST, source, source, 0, 0, "names.txt");
    DataConfig tooShort = config(Format.LIST, source, source, 0, 0, "one.txt");

    try (Splits splits = Splits.open(ofTarget(list, Target.LABELS, List.of()), temp)) {
      assertThat(splits.classNames()).containsExactly("cat", "dog");
      assertThat(splits.train().annotation(0).targets()).containsExactly(0.0, 1.0);
    }
    assertThatThrownBy(() -> Splits.open(ofTarget(tooShort, Target.LABELS, List.of()), temp))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("holds 1 names, but there are 2 classes or targets");
  }

  @Test
  void formatsWithoutTheTargetAreRefused() {
    DataConfig scenes = scenes(20, 0.2, 7);
    DataConfig cifar = config(Format.CIFAR10, SourceConfig.NONE, SourceConfig.NONE, 0, 0, "");

    assertThatThrownBy(() -> ofTarget(cifar, Target.LABELS, List.of()))
        .hasMessageContaining("target must be what format cifar10 has: class, got labels");
    assertThatThrownBy(() -> ofTarget(scenes, Target.VALUES, List.of(1)))
        .hasMessageContaining("target-columns must be empty but for format list");
  }

  private static DataConfig ofTarget(DataConfig data, Target target, List<Integer> columns) {
    return new DataConfig(
        data.name(),
        data.format(),
        data.train(),
        data.validation(),
        data.test(),
        data.validationFraction(),
        data.splitSeed(),
        data.labelColumn(),
        data.classNames(),
        data.imageHeight(),
        data.imageWidth(),
        data.channels(),
        data.mean(),
        data.std(),
        data.onCorrupt(),
        data.workers(),
        target,
        columns,
        data.masks());
  }

  private DataConfig scenes(int count, double validationFraction, long splitSeed) {
    SourceConfig train = new SourceConfig("", "", "", count, "", "");
    SourceConfig test = new SourceConfig("", "", "", 50, "", "");
    return config(Format.SCENES, train, test, validationFraction, splitSeed, "");
  }

  private DataConfig idx(String classNames, byte[] trainLabels, byte[] testLabels)
      throws IOException {
    return config(
        Format.IDX,
        idxSource("train", trainLabels),
        idxSource("test", testLabels),
        0,
        0,
        classNames);
  }

  @Test
  void cocoSplitsAreFoundByFileAndImageFolder() throws IOException {
    TestData.write(temp, "coco/images/a.png", TestData.png(10));
    String json =
        """
        {"images": [{"id": 5, "file_name": "a.png", "height": 4, "width": 4}],
         "categories": [{"id": 2, "name": "cat"}, {"id": 9, "name": "dog"}],
         "annotations": [
           {"id": 1, "image_id": 5, "category_id": 9, "bbox": [1, 1, 9, 9]}]}""";
    TestData.write(temp, "coco/train.json", json.getBytes(StandardCharsets.UTF_8));
    SourceConfig source = new SourceConfig("coco", "", "train.json", 0, "images", "");

    try (Splits splits = Splits.open(config(Format.COCO, source, source, 0, 0, ""), temp)) {
      assertThat(splits.classNames()).containsExactly("cat", "dog");
      assertThat(splits.train().read(0).annotation().boxes()).hasSize(1);
      assertThat(splits.test().orElseThrow().notes().get(0)).contains("cut to their image: 1");
    }
  }

  @Test
  void vocClassesAreThoseOfTheFileOfNames() throws IOException {
    TestData.write(temp, "VOC/JPEGImages/a.png", TestData.png(10));
    TestData.write(temp, "VOC/ImageSets/Main/train.txt", new byte[] {'a'});
    String xml =
        "<annotation><size><width>4</width><height>4</height></size><object><name>dog</name>"
            + "<bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>3</ymax></bndbox></object>"
            + "</annotation>";
    TestData.write(temp, "VOC/Annotations/a.xml", xml.getBytes(StandardCharsets.UTF_8));
    TestData.write(temp, "names.txt", "zebra\ndog\n".getBytes(StandardCharsets.UTF_8));
    SourceConfig source = new SourceConfig("VOC", "ImageSets/Main/train.txt", "", 0, "", "");

    try (Splits splits =
        Splits.open(config(Format.VOC, source, SourceConfig.NONE, 0, 0, "names.txt"), temp)) {
      assertThat(splits.classNames()).containsExactly("zebra", "dog");
      assertThat(splits.train().read(0).annotation().boxes())
          .containsExactly(new Box(0, 0, 3, 3, 1));
    }
  }

  private SourceConfig idxSource(String split, byte[] labels) throws IOException {
    int n = labels.length;
    TestData.write(temp, split + "-images", TestData.idx(new int[] {n, 2, 2}, new byte[4 * n]));
    TestData.write(temp, split + "-labels", TestData.idx(new int[] {n}, labels));
    return new SourceConfig(split + "-images", "", split + "-labels", 0, "", "");
  }

  private static DataConfig config(
      Format format,
      SourceConfig train,
      SourceConfig test,
      double validationFraction,
      long splitSeed,
      String classNames) {
    return new DataConfig(
        "test",
        format,
        train,
        SourceConfig.NONE,
        test,
        validationFraction,
        splitSeed,
        0,
        classNames,
        16,
        16,
        3,
        List.of(0.5),
        List.of(0.5),
        OnCorrupt.FAIL,
        1,
        Target.CLASS,
        List.of(),
        MaskConfig.NONE);
  }

  private static int[] counts(Dataset dataset) {
    int[] counts = new int[dataset.classNames().size()];
    for (int i = 0; i < dataset.size(); i++) {
      counts[dataset.label(i).orElseThrow()]++;
    }
    return counts;
  }

  private static Set<Long> ids(Dataset dataset) {
    Set<Long> ids = new TreeSet<>();
    IntStream.range(0, dataset.size()).forEach(i -> ids.add(dataset.read(i).id()));
    return ids;
  }
}
