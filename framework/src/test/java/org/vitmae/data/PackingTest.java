package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DataConfig.Format;
import org.vitmae.config.DataConfig.OnCorrupt;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.files.FolderLock;
import org.vitmae.image.Image;

class PackingTest {
  private static final int IMAGES = 50;
  private static final long SHARD_BYTES = 150; // DrawnDataset's images have 16 bytes: 7 per shard

  @TempDir private Path temp;

  @Test
  void stoppedAnywhereItEndsWithTheSameBytes() throws IOException {
    Dataset drawn = new DrawnDataset(IMAGES);
    Path whole = temp.resolve("whole");
    Packed.pack(drawn, 8, SHARD_BYTES, whole);
    Path stopped = temp.resolve("stopped");
    for (int images : new int[] {1, 7, 8, 20, 50}) {
      assertThatThrownBy(() -> packing(drawn, 8, SHARD_BYTES).into(stopped, stopAt(images)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> PackedDataset.open(stopped))
          .hasMessageContaining("has not been packed to its end");
    }
    Files.write(stopped.resolve("shard-00007.pack.writing"), new byte[1000]); // as after a kill

    List<Integer> done = new ArrayList<>();
    packing(drawn, 8, SHARD_BYTES).into(stopped, progress -> done.add(progress.images()));

    assertThat(done).containsExactly(50); // the last shard holds one image
    assertThat(files(stopped)).isEqualTo(files(whole)).hasSize(8 + 2);
    for (String file : files(whole)) {
      assertThat(stopped.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  private static Consumer<Packing.Progress> stopAt(int images) {
    return progress -> {
      if (progress.images() == images) {
        throw new IllegalStateException("stopped");
      }
    };
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aWholeFolderIsLeftAsItIsAndALostShardMadeAgain() throws IOException {
    Dataset drawn = new DrawnDataset(IMAGES);
    Path folder = temp.resolve("packed");
    PackIndex index = Packed.pack(drawn, 8, SHARD_BYTES, folder);
    byte[] shard = Files.readAllBytes(folder.resolve(PackedShard.fileName(3)));

    List<Packing.Progress> done = new ArrayList<>();
    assertThat(packing(drawn, 8, SHARD_BYTES).into(folder, done::add)).isEqualTo(index);
    assertThat(done).isEmpty();

    Files.delete(folder.resolve(PackedShard.fileName(3)));
    assertThat(packing(drawn, 8, SHARD_BYTES).into(folder, done::add)).isEqualTo(index);
    assertThat(folder.resolve(PackedShard.fileName(3))).hasBinaryContent(shard);
  }

  @Test
  void otherSettingsAndOtherSourcesAreRefused() {
    Path folder = temp.resolve("packed");
    Packed.pack(new DrawnDataset(IMAGES), 8, SHARD_BYTES, folder);

    assertThatThrownBy(() -> packing(new DrawnDataset(IMAGES), 9, 200).into(folder, p -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "was begun otherwise", "short side was 8 and is now 9", "was 150 and is now 200");
    assertThatThrownBy(() -> packing(new DrawnDataset(9), 8, SHARD_BYTES).into(folder, p -> {}))
        .hasMessageContainingAll(
            "fingerprint was drawn50 and is now drawn9", "images was 50 and is now 9");
  }

  @Test
  void aFolderOfOtherFilesIsRefused() throws IOException {
    Files.writeString(temp.resolve("holiday.txt"), "notes");

    assertThatThrownBy(() -> packing(new DrawnDataset(9), 8, SHARD_BYTES).into(temp, p -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("holds other files");
  }

  @Test
  void anotherProcessIsKeptOut() throws IOException {
    try (FolderLock lock = FolderLock.take(temp.resolve("pack.lock")).orElseThrow()) {
      assertThatThrownBy(() -> packing(new DrawnDataset(9), 8, SHARD_BYTES).into(temp, p -> {}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is being packed by another process");
    }
  }

  @Test
  void aFullDiskIsNamedAndLeavesWholeShards() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "the system has no device that is always full");
    Dataset drawn = new DrawnDataset(IMAGES);
    Path folder = Files.createDirectory(temp.resolve("packed"));
    assertThatThrownBy(() -> packing(drawn, 8, SHARD_BYTES).into(folder, stopAt(20)))
        .isInstanceOf(IllegalStateException.class);
    Files.createSymbolicLink(folder.resolve("shard-00002.pack.writing"), full);

    assertThatThrownBy(() -> packing(drawn, 8, SHARD_BYTES).into(folder, p -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("No space left", "Make room", "goes on behind the last whole");

    assertThat(packing(drawn, 8, SHARD_BYTES).into(folder, p -> {}).images()).isEqualTo(IMAGES);
  }

  @Test
  void aDamagedImageStopsPackingOrIsLeftOutAndNamed() {
    Dataset damaged = new DrawnDataset(IMAGES, Set.of(0, 9, 49));
    Path folder = temp.resolve("packed");

    assertThatThrownBy(() -> packing(damaged, 8, SHARD_BYTES).into(folder, p -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage("drawn 0 is damaged");
    PackIndex index = skipping(damaged).into(folder, p -> {});

    assertThat(index.leftOut())
        .containsExactly(
            new PackIndex.LeftOut(0, "drawn 0"),
            new PackIndex.LeftOut(9, "drawn 9"),
            new PackIndex.LeftOut(49, "drawn 49"));
    PackedDataset packed = PackedDataset.open(folder);
    assertThat(packed.size()).isEqualTo(IMAGES - 3);
    assertThat(packed.label(8)).hasValue(1); // of image 10
    assertThat(packed.notes()).contains("Left out in packing, being damaged: drawn 9.");
    Path all = temp.resolve("all");
    Packed.pack(new DrawnDataset(IMAGES), 8, SHARD_BYTES, all);
    assertThat(packed.fingerprint()).isNotEqualTo(PackedDataset.open(all).fingerprint());
  }

  @Test
  void nothingButDamagedImagesIsAnError() {
    Dataset damaged = new DrawnDataset(3, Set.of(0, 1, 2));

    assertThatThrownBy(() -> skipping(damaged).into(temp.resolve("packed"), p -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all 3 images are damaged, the first one is drawn 0");
  }

  @Test
  void shortSidesAreShortenedAndNeverLengthened() {
    assertThat(side(new ShortSideTransform(10), 20, 33)).containsExactly(10, 16);
    assertThat(side(new ShortSideTransform(10), 41, 20)).containsExactly(20, 10);
    assertThat(side(new ShortSideTransform(30), 20, 33)).containsExactly(20, 33);
  }

  private static int[] side(Transform transform, int height, int width) {
    Image image = new Image(height, width, 1, new byte[height * width]);
    Image resized =
        transform.apply(new Sample(0, image, Annotation.none()), Draws.of(0, "none", 0, 0)).image();
    return new int[] {resized.height(), resized.width()};
  }

  @Test
  void boxesAndMasksAreRefused() {
    for (DataConfig data :
        List.of(
            Packed.config(Format.COCO, Target.CLASS, "", 0),
            Packed.config(Format.VOC, Target.CLASS, "", 0),
            Packed.config(Format.COCO, Target.PIXELS, "", 0),
            Packed.config(Format.SCENES, Target.PIXELS, "", 0))) {
      assertThatThrownBy(() -> new Packing(new DrawnDataset(3), data, "train", 8, SHARD_BYTES))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("cannot be packed", "data.target: labels");
    }
  }

  @Test
  void progressCountsImages() {
    List<Packing.Progress> heard = new ArrayList<>();
    packing(new DrawnDataset(20), 8, SHARD_BYTES).into(temp.resolve("packed"), heard::add);

    assertThat(heard).extracting(Packing.Progress::images).containsExactly(numbers(20));
    assertThat(heard.get(7)).isEqualTo(new Packing.Progress(8, 20));
  }

  private static Integer[] numbers(int last) {
    return IntStream.rangeClosed(1, last).boxed().toArray(Integer[]::new);
  }

  private static Packing packing(Dataset source, int shortSide, long shardBytes) {
    DataConfig data = Packed.config(Format.SCENES, Target.CLASS, "", 0);
    return new Packing(source, data, "train", shortSide, shardBytes);
  }

  private static Packing skipping(Dataset source) {
    DataConfig data = Packed.config(Format.SCENES, Target.CLASS, "", 0, OnCorrupt.SKIP);
    return new Packing(source, data, "train", 8, SHARD_BYTES);
  }
}
