package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.CifarDataset.Layout;

class CifarDatasetTest {
  private static final int AREA = 32 * 32;

  @TempDir private Path temp;

  @Test
  void planesBecomePixels() throws IOException {
    byte[] file = records(1, 1);
    file[0] = 7;
    file[1 + 33] = 1;
    file[1 + AREA + 33] = 2;
    file[1 + 2 * AREA + 33] = 3;
    TestData.write(temp, "data.bin", file);

    Dataset dataset = CifarDataset.open(temp, "data.bin", Layout.CIFAR10, 0);

    assertThat(dataset.size()).isEqualTo(1);
    assertThat(dataset.label(0)).hasValue(7);
    assertThat(dataset.classNames()).hasSize(8);
    Sample sample = dataset.read(0);
    assertThat(sample.annotation().label()).hasValue(7);
    assertThat(sample.image().at(1, 1, 0)).isEqualTo(1);
    assertThat(sample.image().at(1, 1, 1)).isEqualTo(2);
    assertThat(sample.image().at(1, 1, 2)).isEqualTo(3);
  }

  @Test
  void aPatternStandsForSeveralFilesInOrder() throws IOException {
    byte[] second = records(1, 3);
    second[0] = 2;
    TestData.write(temp, "data_batch_2.bin", second);
    TestData.write(temp, "data_batch_1.bin.gz", TestData.gzip(records(1, 2)));
    TestData.write(temp, "test_batch.bin", records(1, 5));

    Dataset dataset = CifarDataset.open(temp, "data_batch_*", Layout.CIFAR10, 0);

    assertThat(dataset.size()).isEqualTo(5);
    assertThat(dataset.label(2)).hasValue(2);
    assertThat(dataset.describe(3)).isEqualTo(temp.resolve("data_batch_2.bin") + ", record 1");
  }

  @Test
  void cifar100HasACoarseAndAFineLabel() throws IOException {
    byte[] file = records(2, 2);
    file[3074] = 5;
    file[3075] = 9;
    TestData.write(temp, "train.bin", file);

    assertThat(CifarDataset.open(temp, "train.bin", Layout.CIFAR100, 0).label(1)).hasValue(5);
    assertThat(CifarDataset.open(temp, "train.bin", Layout.CIFAR100, 1).label(1)).hasValue(9);
    assertThatThrownBy(() -> CifarDataset.open(temp, "train.bin", Layout.CIFAR100, 2))
        .hasMessageContaining("data.label-column is 2, but records of CIFAR100 have 2 label(s)");
  }

  @Test
  void wrongLengthsAndNamesAreNamed() throws IOException {
    Path cut = TestData.write(temp, "cut.bin", Arrays.copyOf(records(1, 2), 5000));
    Path empty = TestData.write(temp, "empty.bin", new byte[0]);

    assertThatThrownBy(() -> CifarDataset.open(temp, "cut.bin", Layout.CIFAR10, 0))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(cut + " is cut short")
        .hasMessageContaining("5000 bytes end within record 1");
    assertThatThrownBy(() -> CifarDataset.open(temp, "empty.bin", Layout.CIFAR10, 0))
        .hasMessageStartingWith(empty + " holds no whole record");
    assertThatThrownBy(() -> CifarDataset.open(temp, "none_*.bin", Layout.CIFAR10, 0))
        .hasMessageContaining("no file in " + temp + " is called none_*.bin");
    assertThatThrownBy(() -> CifarDataset.open(temp, "", Layout.CIFAR10, 0))
        .hasMessageContaining("is a folder. Name the files in it");
  }

  private static byte[] records(int labels, int count) {
    return new byte[(labels + 3 * AREA) * count];
  }
}
