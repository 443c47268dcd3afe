package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {
  private static final byte[] IMAGES =
      TestData.idx(new int[] {2, 2, 3}, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 200});
  private static final byte[] LABELS = TestData.idx(new int[] {2}, new byte[] {4, 1});

  @TempDir private Path temp;
  private Path images;
  private Path labels;

  @BeforeEach
  void write() throws IOException {
    images = TestData.write(temp, "images", IMAGES);
    labels = TestData.write(temp, "labels", LABELS);
  }

  @Test
  void readsImagesAndLabels() {
    Dataset dataset = IdxDataset.open(images, labels);

    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.label(0)).hasValue(4);
    assertThat(dataset.classNames()).containsExactly("0", "1", "2", "3", "4");
    assertThat(dataset.read(1).image().at(1, 2, 0)).isEqualTo(200);
    assertThat(dataset.read(1).annotation().label()).hasValue(1);
    assertThat(dataset.describe(1)).isEqualTo(images + ", record 1");
    assertThat(IdxDataset.open(images).label(0)).isEmpty();
  }

  @Test
  void packedFilesReadAlike() throws IOException {
    Path packed = TestData.write(temp, "images.gz", TestData.gzip(IMAGES));

    assertThat(IdxDataset.open(packed, labels).fingerprint())
        .isEqualTo(IdxDataset.open(images, labels).fingerprint());
  }

  @Test
  void fourSizesMeanChannels() throws IOException {
    byte[] values = new byte[2 * 3 * 4 * 5];
    values[values.length - 1] = 9;
    Path file = TestData.write(temp, "deep", TestData.idx(new int[] {2, 3, 4, 5}, values));

    assertThat(IdxDataset.open(file).read(1).image().at(2, 3, 4)).isEqualTo(9);
  }

  @Test
  void wrongLengthsAreNamed() throws IOException {
    assertFails(
        Arrays.copyOf(IMAGES, IMAGES.length - 1), "its header promises 12 bytes, there are 11");
    assertFails(Arrays.copyOf(IMAGES, IMAGES.length + 1), "goes on after the 12 bytes");
    assertFails(Arrays.copyOf(IMAGES, 9), "its header of 3 sizes is not whole");
    assertFails(new byte[0], "is no IDX array of unsigned bytes");
    assertFails(TestData.idx(new int[] {0, 2, 2}), "its shape is [0, 2, 2]");
    assertFails(LABELS, "must hold images, [N, H, W]");
    byte[] packed = TestData.gzip(IMAGES);
    assertFails(Arrays.copyOf(packed, packed.length - 12), "is cut short");
  }

  @Test
  void absurdSizesTakeNoMemory() throws IOException {
    assertFails(TestData.idx(new int[] {-1, -1, -1}), "more than the 2147483631 bytes");
    assertFails(
        TestData.idx(new int[] {1 << 20, 32, 32}), "promises 1073741824 bytes, there are 0");
  }

  @Test
  void labelsMustPairWithImages() throws IOException {
    Path three = TestData.write(temp, "three", TestData.idx(new int[] {3}, new byte[3]));

    assertThatThrownBy(() -> IdxDataset.open(images, three))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold 2 labels, one per image of " + images);
    assertThatThrownBy(() -> IdxDataset.open(temp.resolve("none"), labels))
        .hasMessageContaining("none does not exist")
        .hasMessageContaining("-Ddata.dir");
  }

  private void assertFails(byte[] content, String part) throws IOException {
    Path file = TestData.write(temp, "bad", content);
    assertThatThrownBy(() -> IdxDataset.open(file, labels))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(part);
  }
}
