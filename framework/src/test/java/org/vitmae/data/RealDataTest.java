package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.data.CifarDataset.Layout;
import org.vitmae.image.Image;

/** Counts and labels that were counted in the files by other means. */
@Tag("dataset")
class RealDataTest {
  @Test
  void readsFashionMnist() {
    Path folder = folder("fashion-mnist");
    try (Dataset train = fashion(folder, "train");
        Dataset test = fashion(folder, "t10k")) {
      assertThat(counts(train)).containsExactly(766, 873, 828, 832, 787, 819, 836, 841, 816, 828);
      assertThat(counts(test)).containsExactly(688, 677, 724, 708, 710, 700, 690, 691, 707, 683);
      double sum = 0;
      for (int i = 0; i < train.size(); i++) {
        for (byte value : train.read(i).image().pixels()) {
          sum += value & 0xff;
        }
      }
      assertThat(sum / 255 / train.size() / (28 * 28)).isBetween(0.28535, 0.28545);
    }
  }

  @Test
  void readsGroceryRecords() {
    Path folder = folder("grocery-store");
    String[] splits = {"train", "val", "test"};
    int[] sizes = {2640, 296, 2485};
    for (int i = 0; i < splits.length; i++) {
      String file = "grocery32_%s.bin.gz".formatted(splits[i]);
      Dataset coarse = CifarDataset.open(folder, file, Layout.CIFAR100, 0);
      Dataset fine = CifarDataset.open(folder, file, Layout.CIFAR100, 1);
      assertThat(coarse.size()).isEqualTo(sizes[i]);
      assertThat(Arrays.stream(counts(fine)).filter(count -> count > 0).count())
          .isEqualTo(i == 1 ? 60 : 81);
      assertThat(Arrays.stream(counts(coarse)).filter(count -> count > 0).count())
          .isEqualTo(i == 1 ? 37 : 43);
      if (i == 2) {
        assertThat(Arrays.stream(counts(coarse)).max()).hasValue(276);
      }
    }
  }

  @Test
  void readsGroceryImagesFromTheZip() {
    Path folder = folder("grocery-store");
    Path zip = folder.resolve("grocery_store_80px.zip");
    int[] sizes = {2640, 296, 2485};
    String[] splits = {"train", "val", "test"};
    int square = 0;
    for (int i = 0; i < splits.length; i++) {
      try (Dataset fine =
              ListDataset.open(zip, splits[i] + ".txt", ListFields.ofClass(0), List.of());
          Dataset coarse =
              ListDataset.open(zip, splits[i] + ".txt", ListFields.ofClass(1), List.of())) {
        Dataset records =
            CifarDataset.open(
                folder, "grocery32_%s.bin.gz".formatted(splits[i]), Layout.CIFAR100, 1);
        assertThat(fine.size()).isEqualTo(sizes[i]);
        for (int k = 0; k < fine.size(); k++) {
          assertThat(fine.label(k)).isEqualTo(records.label(k));
          assertThat(coarse.label(k).getAsInt()).isLessThan(43);
          Image image = fine.read(k).image();
          assertThat(Math.min(image.height(), image.width())).isEqualTo(80);
          square += image.height() == image.width() ? 1 : 0;
        }
      }
    }
    assertThat(square).isEqualTo(4958);
  }

  private static Dataset fashion(Path folder, String split) {
    return IdxDataset.open(
        folder.resolve(split + "-images-idx3-ubyte.gz"),
        folder.resolve(split + "-labels-idx1-ubyte.gz"));
  }

  private static int[] counts(Dataset dataset) {
    int[] counts = new int[dataset.classNames().size()];
    for (int i = 0; i < dataset.size(); i++) {
      counts[dataset.label(i).orElseThrow()]++;
    }
    return counts;
  }

  private static Path folder(String name) {
    String root = System.getProperty("data.dir", "");
    assumeTrue(!root.isBlank(), "real data sets are found by -Ddata.dir=FOLDER, which is not set");
    Path folder = Path.of(root).resolve(name);
    assumeTrue(Files.isDirectory(folder), folder + " does not exist");
    return folder;
  }
}
