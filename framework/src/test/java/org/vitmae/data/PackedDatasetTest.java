package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DataConfig.Format;
import org.vitmae.config.DataConfig.OnCorrupt;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.image.Image;

class PackedDatasetTest {
  private static final int IMAGES = 40;
  private static final long SHARD_BYTES = 40_000;

  @TempDir private Path temp;
  private Path folder;
  private Dataset scenes;

  @BeforeEach
  void packScenes() {
    folder = temp.resolve("packed");
    scenes = new ScenesDataset(3, "train", IMAGES, 36, 48);
    Packed.pack(scenes, 1000, SHARD_BYTES, folder);
  }

  @Test
  void imagesAndLabelsAreThoseOfTheSource() {
    PackedDataset packed = PackedDataset.open(folder);

    assertThat(packed.size()).isEqualTo(IMAGES);
    assertThat(packed.index().shards()).hasSizeGreaterThan(3);
    assertThat(packed.classNames()).isEqualTo(scenes.classNames());
    for (int i = 0; i < IMAGES; i++) {
      Sample sample = packed.read(i);
      assertThat(sample.id()).isEqualTo(i);
      assertThat(sample.image().bytes().isDirect()).isTrue();
      assertThat(sample.image().pixels()).isEqualTo(scenes.read(i).image().pixels());
      assertThat(sample.annotation())
          .isEqualTo(Annotation.ofClass(scenes.label(i).orElseThrow()))
          .isEqualTo(packed.annotation(i));
      assertThat(packed.label(i)).isEqualTo(scenes.label(i));
    }
    assertThat(packed.describe(39)).contains("pack, image ", scenes.describe(39));
  }

  @Test
  void targetsAreThoseOfTheSource() {
    Dataset values = ObjectTargets.geometry(scenes);
    Path other = temp.resolve("values");
    Packed.pack(values, 16, SHARD_BYTES, other, Target.VALUES);

    Dataset packed = PackedDataset.open(other, Target.VALUES, List.of());

    assertThat(packed.classNames()).containsExactly("shapes", "x", "y", "size");
    assertThat(packed.annotation(7)).isEqualTo(values.annotation(7).wholeImageOnly());
    assertThat(packed.label(7)).isEqualTo(OptionalInt.empty());
    assertThatThrownBy(() -> PackedDataset.open(other, Target.CLASS, List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("packed with data.target values, but the definition says class");
  }

  @Test
  void trainingSeesTheSameBatches() {
    assertThat(batches(PackedDataset.open(folder), 2)).isEqualTo(batches(scenes, 1));
  }

  /** Returns the pixels of two epochs of random resized crops. */
  private static List<ByteBuffer> batches(Dataset dataset, int workers) {
    DataConfig data = NoData.of(24, 24, 3);
    Loader loader =
        new Loader(
            dataset,
            new TrainTransform(AugmentConfig.cropAndFlip(0.2, 1, 0.75, 4.0 / 3, 0.5), data),
            new LoaderOptions(8, true, true, 5, workers, OnCorrupt.FAIL));
    return IntStream.range(0, 2)
        .boxed()
        .flatMap(
            epoch -> {
              try (PrefetchedBatches batches = loader.open(epoch, 0)) {
                return IntStream.range(0, loader.batchesPerEpoch())
                    .mapToObj(i -> ByteBuffer.wrap(batches.next().pixels()))
                    .toList()
                    .stream();
              }
            })
        .toList();
  }

  @Test
  void evaluationSeesTheSameBytesWhereItResizesToTheShortSideAnyway() {
    Path small = temp.resolve("small");
    Packed.pack(scenes, 18, SHARD_BYTES, small);
    Dataset packed = PackedDataset.open(small);
    EvalTransform transform = new EvalTransform(16, 16, 3); // resizes to 16 / 0.875 = 18 first

    assertThat(packed.read(0).image().width()).isEqualTo(24);
    for (int i = 0; i < IMAGES; i++) {
      assertThat(transform.apply(packed.read(i), Draws.of(0, "none", 0, i)).image().pixels())
          .isEqualTo(transform.apply(scenes.read(i), Draws.of(0, "none", 0, i)).image().pixels());
    }
  }

  @Test
  void fingerprintAndNotesNameTheSourceAndTheShortSide() {
    Path small = temp.resolve("small");
    Packed.pack(scenes, 18, SHARD_BYTES, small);
    Path otherShards = temp.resolve("other-shards");
    Packed.pack(scenes, 1000, 2 * SHARD_BYTES, otherShards);
    String fingerprint = PackedDataset.open(folder).fingerprint();

    assertThat(PackedDataset.open(otherShards).fingerprint()).isEqualTo(fingerprint);
    assertThat(PackedDataset.open(small).fingerprint())
        .isNotEqualTo(fingerprint)
        .isNotEqualTo(scenes.fingerprint());
    assertThat(PackedDataset.open(small).notes().get(0))
        .contains("Packed from test, data.train, format scenes", scenes.fingerprint(), "18 pixels");
  }

  @Test
  void aDamagedImageIsOneImage() throws IOException {
    Path shard = folder.resolve(PackedShard.fileName(1));
    flip(shard, PackedShard.HEADER_BYTES + 7);
    PackedDataset packed = PackedDataset.open(folder);
    int first = packed.index().shards().get(0).images();

    assertThatThrownBy(() -> packed.read(first))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "shard-00001.pack, image 0",
            scenes.describe(first),
            "do not match their checksum",
            "data.on-corrupt: skip");
    assertThat(packed.read(first + 1).image().pixels())
        .isEqualTo(scenes.read(first + 1).image().pixels());
    assertThat(packed.damage()).singleElement().asString().contains("shard-00001.pack, image 0");
  }

  @Test
  void aDamagedTableIsRefused() throws IOException {
    Path shard = folder.resolve(PackedShard.fileName(1));
    flip(shard, (int) Files.size(shard) - PackedShard.TRAILER_BYTES - 3);

    assertRefused("shard-00001.pack", "cut short or damaged", "Restore it from a copy");
  }

  @Test
  void aShardCutShortIsRefused() throws IOException {
    Path shard = folder.resolve(PackedShard.fileName(0));
    byte[] bytes = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(bytes, bytes.length - 100));
    assertRefused("shard-00000.pack", "cut short or damaged");

    Files.write(shard, new byte[5]);
    assertRefused("shard-00000.pack", "has 5 bytes");
  }

  @Test
  void shardsMixedUpAreRefused() throws IOException {
    Path first = folder.resolve(PackedShard.fileName(0));
    Path second = folder.resolve(PackedShard.fileName(1));
    byte[] own = Files.readAllBytes(first);
    Files.copy(second, first, StandardCopyOption.REPLACE_EXISTING);
    assertRefused("shard-00000.pack", "is shard 1 under the name of shard 0");

    Path other = temp.resolve("other");
    Packed.pack(new ScenesDataset(4, "train", IMAGES, 36, 48), 1000, SHARD_BYTES, other);
    Files.copy(other.resolve(first.getFileName()), first, StandardCopyOption.REPLACE_EXISTING);
    assertRefused("shard-00000.pack", "belongs to other packed data");

    Files.write(first, own);
    Files.delete(second);
    assertRefused("shard-00001.pack", "is missing", "give the pack command again");
  }

  @Test
  void anotherVersionIsRefusedWithBothNumbers() throws IOException {
    Path shard = folder.resolve(PackedShard.fileName(0));
    byte[] bytes = Files.readAllBytes(shard);
    ByteBuffer.wrap(bytes).putInt(Long.BYTES, 9);
    Files.write(shard, bytes);
    assertRefused("shard-00000.pack", "version 9", "reads version 1");

    Path index = folder.resolve(PackIndex.FILE);
    Files.writeString(index, Files.readString(index).replace("\"version\" : 1", "\"version\" : 2"));
    assertRefused("pack.json", "version 2", "reads version 1");
  }

  @Test
  void anIndexThatDoesNotFitIsRefused() throws IOException {
    Path index = folder.resolve(PackIndex.FILE);
    String whole = Files.readString(index);
    Files.writeString(index, whole.replaceFirst("\"images\" : \\d+", "\"images\" : 999"));
    assertRefused("shard-00000.pack", "images=999", "Restore both");

    Files.writeString(index, whole.replace("\"shortSide\" : 1000", "\"shortSide\" : 999"));
    assertRefused("shard-00000.pack", "belongs to other packed data");

    Files.writeString(index, whole.substring(0, whole.length() / 2));
    assertRefused("pack.json", "is damaged");

    Files.writeString(index, whole.replace("\"complete\" : true", "\"complete\" : false"));
    assertRefused("has not been packed to its end", "Give the pack command again");

    Files.delete(index);
    assertRefused("holds no pack.json");
  }

  @Test
  void allSplitsHaveTheSameClasses() {
    assertThat(PackedDataset.open(folder, Target.CLASS, scenes.classNames()).size())
        .isEqualTo(IMAGES);
    assertThatThrownBy(() -> PackedDataset.open(folder, Target.CLASS, List.of("cat", "dog")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("number 0 on", "and cat", "by one definition");
  }

  @Test
  void listsOfClassesAreComparedInAFewWords() {
    assertThat(ClassNames.difference(List.of("a", "b", "c"), List.of("a", "b")))
        .isEqualTo("3 names and 2, different from number 2 on (c and none)");
  }

  @Test
  void entriesKeepAnyNameAndEveryTarget() {
    PackedEntry entry =
        PackedEntry.of(
            5,
            77,
            new Image(1, 2, 3, new byte[6]),
            -9,
            new Annotation(
                OptionalInt.of(0),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(1.5, -0.0)),
            "Äpfel/ぶどう.jpg");
    byte[] bytes = entry.encode();
    ByteBuffer table = ByteBuffer.allocate(bytes.length + 8).put(4, bytes);

    assertThat(PackedEntry.decode(table, 4)).isEqualTo(entry);
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> PackedDataset.open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(words);
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 4;
    Files.write(file, bytes);
  }

  @Test
  void packedDataIsAFormatOfDefinitions() {
    DataConfig data = Packed.config(Format.PACKED, Target.CLASS, "packed", 0.25);
    DataConfig unpacked = Packed.config(Format.SCENES, Target.CLASS, "", 0.25);

    try (Splits splits = Splits.open(data, temp);
        Splits original = Splits.open(unpacked, temp)) {
      assertThat(splits.classNames()).isEqualTo(original.classNames());
      assertThat(ids(splits.train())).isEqualTo(ids(original.train()));
      assertThat(ids(splits.validation().orElseThrow()))
          .isEqualTo(ids(original.validation().orElseThrow()));
      assertThat(ids(Splits.labelBudget(splits.train(), 1, 3)))
          .isEqualTo(ids(Splits.labelBudget(original.train(), 1, 3)));
    }
  }

  private static List<Long> ids(Dataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(i -> dataset.read(i).id()).toList();
  }
}
