package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Image folders and lists, on disk and in archives. */
class TreeDatasetTest {
  private final Map<String, byte[]> files = new TreeMap<>();

  @TempDir private Path temp;

  @BeforeEach
  void describeFiles() {
    files.put("cat/b.png", TestData.png(20));
    files.put("cat/a.PNG", TestData.png(10));
    files.put("dog/deep/c.png", TestData.png(30));
    files.put("dog/notes.txt", new byte[] {1});
    files.put("list.txt", text("cat/b.png, 5, 1\n\ndog/deep/c.png , 0,  2\n"));
  }

  @Test
  void classesAreFoldersInOrder() throws IOException {
    try (Dataset dataset = FolderDataset.open(folder())) {
      assertThat(dataset.size()).isEqualTo(3);
      assertThat(dataset.classNames()).containsExactly("cat", "dog");
      assertThat(dataset.label(0)).hasValue(0);
      assertThat(dataset.label(2)).hasValue(1);
      Sample sample = dataset.read(2);
      assertThat(sample.id()).isEqualTo(2);
      assertThat(sample.annotation().label()).hasValue(1);
      assertThat(sample.image().at(3, 3, 2)).isEqualTo(30);
      assertThat(dataset.describe(2)).endsWith("c.png").startsWith(temp.toString());
    }
  }

  @Test
  void aZipReadsLikeTheFolder() throws IOException {
    Path zip = TestData.zip(temp.resolve("images.zip"), files);
    try (Dataset dataset = FolderDataset.open(zip)) {
      assertThat(dataset.size()).isEqualTo(3);
      assertThat(dataset.read(0).image().at(0, 0, 0)).isEqualTo(10);
      assertThat(dataset.describe(2)).isEqualTo(zip + "!/dog/deep/c.png");
    }
  }

  @Test
  void labelsFollowTheTrainingClasses() throws IOException {
    try (Dataset dataset = FolderDataset.open(folder(), List.of("bird", "cat", "dog"))) {
      assertThat(dataset.label(2)).hasValue(2);
    }
    assertThatThrownBy(() -> FolderDataset.open(folder(), List.of("cat")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("c.png lies in a class folder that the training images do not have");
  }

  @Test
  void imagesDirectlyInAFolderAreUnlabeled() throws IOException {
    Path folder = temp.resolve("plain");
    TestData.write(folder, "x.png", TestData.png(1));

    Dataset dataset = FolderDataset.open(folder);

    assertThat(dataset.label(0)).isEmpty();
    assertThat(dataset.classNames()).isEmpty();
    assertThat(dataset.read(0).annotation()).isEqualTo(Annotation.none());
  }

  @Test
  void oddFoldersAreRefused() throws IOException {
    Path folder = folder();
    Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> FolderDataset.open(folder))
        .hasMessageStartingWith("the class folder empty of " + folder + " holds no image.");
    Files.delete(folder.resolve("empty"));
    TestData.write(folder, "stray.png", TestData.png(1));
    assertThatThrownBy(() -> FolderDataset.open(folder))
        .hasMessageContaining("holds images both directly and in class folders");
    assertThatThrownBy(() -> FolderDataset.open(temp.resolve("missing")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(temp.resolve("missing") + " does not exist.");
    Path empty = Files.createDirectory(temp.resolve("nothing"));
    assertThatThrownBy(() -> FolderDataset.open(empty))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(empty + " holds no image (jpeg, jpg, png).");
  }

  @Test
  void imagesOfFormatsThatAreNotReadAreNotPassedOver() throws IOException {
    Path folder = folder();
    TestData.write(folder, "cat/photo.WebP", new byte[1]);
    TestData.write(folder, "cat/readme.txt", new byte[1]);

    assertThatThrownBy(() -> FolderDataset.open(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder
                + " holds 1 images of formats that are not read, such as cat/photo.WebP. Convert"
                + " them to JPEG or PNG, or move them elsewhere.");
  }

  @Test
  void listsPickALabelColumn() throws IOException {
    Path zip = TestData.zip(temp.resolve("images.zip"), files);
    for (Path root : List.of(folder(), zip)) {
      try (Dataset first = ListDataset.open(root, "list.txt", ListFields.ofClass(0), List.of());
          Dataset second = ListDataset.open(root, "list.txt", ListFields.ofClass(1), List.of())) {
        assertThat(first.size()).isEqualTo(2);
        assertThat(first.label(0)).hasValue(5);
        assertThat(first.classNames()).hasSize(6);
        assertThat(second.label(1)).hasValue(2);
        assertThat(second.read(1).image().at(0, 0, 0)).isEqualTo(30);
      }
    }
  }

  @Test
  void listErrorsNameTheLine() {
    assertListFails("cat/b.png, -1", "line 1 has the label \"-1\"");
    assertListFails("cat/b.png, 1\ncat/b.png, one", "line 2 has the label \"one\"");
    assertListFails("\ncat/z.png, 1", "line 2: ", "z.png does not exist");
    assertListFails("cat/b.png, 1\ndog/deep/c.png", "has labels on 1 of 2 lines");
    assertListFails("cat/b.png, 1\ncat/b.png, 1", "line 2 names ", "b.png a second time");
    assertListFails(" \n", "names no image");
    assertListFails("../../secret.png, 1", "leads out of the folder");
    files.put("list.txt", text("cat/b.png, 5, 1"));
    assertThatThrownBy(
            () -> ListDataset.open(folder(), "list.txt", ListFields.ofClass(2), List.of()))
        .hasMessageContaining("line 1 has 2 labels after the path, but data.label-column is 2");
    assertThatThrownBy(
            () -> ListDataset.open(folder(), "nolist.txt", ListFields.ofClass(0), List.of()))
        .hasMessageContaining("nolist.txt does not exist");
  }

  @Test
  void damagedImagesAreNamed() throws IOException {
    byte[] png = TestData.png(5);
    TestData.write(folder(), "cat/a.PNG", Arrays.copyOf(png, png.length - 20));

    assertThatThrownBy(() -> FolderDataset.open(temp.resolve("images")).read(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a.PNG is cut short")
        .hasMessageContaining("data.on-corrupt: skip");
  }

  @Test
  void damagedArchivesAreRefused() throws IOException {
    Path zip = TestData.zip(temp.resolve("images.zip"), files);
    byte[] whole = Files.readAllBytes(zip);
    Path cut = TestData.write(temp, "cut.zip", Arrays.copyOf(whole, whole.length - 30));
    byte[] changed = whole.clone();
    int image = new String(whole, StandardCharsets.ISO_8859_1).indexOf("cat/a.PNG") + 25;
    changed[image] ^= 1;
    Path damaged = TestData.write(temp, "damaged.zip", changed);

    assertThatThrownBy(() -> FolderDataset.open(cut))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(cut + " is not a whole zip");
    try (Dataset dataset = FolderDataset.open(damaged)) {
      assertThatThrownBy(() -> dataset.read(0))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("damaged.zip!/cat/a.PNG");
      assertThat(dataset.read(1).image().at(0, 0, 0)).isEqualTo(20);
    }
  }

  @Test
  void theFingerprintFollowsNamesAndContents() throws IOException {
    String before = FolderDataset.open(folder()).fingerprint();
    assertThat(FolderDataset.open(folder()).fingerprint()).isEqualTo(before).hasSize(64);

    files.put("cat/d.png", TestData.png(1));
    String more = FolderDataset.open(folder()).fingerprint();
    byte[] other = TestData.png(1);
    other[other.length / 2]++;
    files.put("cat/d.png", other);

    assertThat(more).isNotEqualTo(before);
    assertThat(FolderDataset.open(folder()).fingerprint()).as("same size").isNotEqualTo(more);
  }

  private void assertListFails(String list, String... parts) {
    files.put("list.txt", text(list));
    assertThatThrownBy(
            () -> ListDataset.open(folder(), "list.txt", ListFields.ofClass(0), List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(parts);
  }

  private Path folder() throws IOException {
    Path folder = temp.resolve("images");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      TestData.write(folder, file.getKey(), file.getValue());
    }
    return folder;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
