package org.vitmae.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.config.Kebab;

/**
 * Images that {@link Packing} decoded and wrote into shards, which are mapped into memory.
 *
 * <p>Labels and targets are those of the data set that was packed; boxes and masks are not there.
 * Reading an image copies nothing. The fingerprint covers that of the data set that was packed, the
 * short side and which damaged images were left out.
 */
public final class PackedDataset implements Dataset {
  private final PackIndex index;
  private final List<PackedShard> shards;

  /** Number of images before each shard. */
  private final int[] before;

  private PackedDataset(PackIndex index, List<PackedShard> shards) {
    this.index = index;
    this.shards = shards;
    this.before = new int[shards.size()];
    for (int i = 1; i < before.length; i++) {
      before[i] = before[i - 1] + shards.get(i - 1).size();
    }
  }

  /**
   * Opens a folder that {@code pack} wrote; only indices are read.
   *
   * @throws DataException if the folder is missing, was not packed to its end or is damaged
   */
  public static PackedDataset open(Path folder) {
    RawFile.requireFile(folder);
    PackIndex index =
        PackIndex.find(folder)
            .orElseThrow(
                () ->
                    new DataException(
                        "%s holds no %s. Name a folder that vitmae pack has written; it holds one split."
                            .formatted(folder, PackIndex.FILE)));
    if (!index.complete()) {
      throw new DataException(
          "%s has not been packed to its end. Give the pack command again; it goes on where it stopped."
              .formatted(folder));
    }
    List<PackedShard> shards = new ArrayList<>();
    for (int number = 0; number < index.shards().size(); number++) {
      PackedShard shard = PackedShard.open(folder, number, index.settings().id());
      if (!shard.summary().equals(index.shards().get(number))) {
        throw new DataException(
            "%s in %s holds %s, but %s lists %s. Restore both from one copy, or give the pack command again."
                .formatted(
                    PackedShard.fileName(number),
                    folder,
                    shard.summary(),
                    PackIndex.FILE,
                    index.shards().get(number)));
      }
      shards.add(shard);
    }
    return new PackedDataset(index, List.copyOf(shards));
  }

  /**
   * Opens one split of an experiment.
   *
   * @param target what the experiment wants of an image
   * @param classNames those of the training split, empty for the training split itself
   * @throws DataException as {@link #open(Path)}, or if something else was packed
   */
  static PackedDataset open(Path folder, Target target, List<String> classNames) {
    PackedDataset dataset = open(folder);
    PackSettings settings = dataset.index.settings();
    if (settings.target() != target) {
      throw new DataException(
          "%s was packed with data.target %s, but the definition says %s. Change the definition, or pack the data again."
              .formatted(folder, Kebab.ofConstant(settings.target()), Kebab.ofConstant(target)));
    }
    if (!classNames.isEmpty() && !classNames.equals(settings.classNames())) {
      throw new DataException(
          "%s and the training images have other classes: %s. Pack all splits by one definition."
              .formatted(folder, ClassNames.difference(settings.classNames(), classNames)));
    }
    return dataset;
  }

  /** Returns what was packed, and how. */
  public PackIndex index() {
    return index;
  }

  @Override
  public int size() {
    return index.images();
  }

  @Override
  public Sample read(int image) {
    int shard = shard(image);
    int inShard = image - before[shard];
    return new Sample(image, shards.get(shard).image(inShard), annotation(image));
  }

  private int shard(int image) {
    int found = Arrays.binarySearch(before, image);
    return found >= 0 ? found : -found - 2;
  }

  private PackedEntry entry(int image) {
    int shard = shard(image);
    return shards.get(shard).entry(image - before[shard]);
  }

  @Override
  public OptionalInt label(int image) {
    return entry(image).label();
  }

  @Override
  public Annotation annotation(int image) {
    return entry(image).annotation();
  }

  @Override
  public List<String> classNames() {
    return index.settings().classNames();
  }

  @Override
  public String describe(int image) {
    int shard = shard(image);
    return shards.get(shard).describe(image - before[shard]);
  }

  @Override
  public String fingerprint() {
    PackSettings settings = index.settings();
    Fingerprint fingerprint = new Fingerprint("packed").add(settings.sourceFingerprint());
    fingerprint.add(settings.shortSide());
    index.leftOut().forEach(image -> fingerprint.add(image.position()));
    return fingerprint.hex();
  }

  /** Says where the images come from, and what was said of them there. */
  @Override
  public List<String> notes() {
    PackSettings settings = index.settings();
    String origin =
        "Packed from %s (fingerprint %s); short sides of more than %d pixels brought to %d."
            .formatted(
                index.origin(),
                settings.sourceFingerprint(),
                settings.shortSide(),
                settings.shortSide());
    Stream<String> damaged =
        index.leftOut().stream()
            .map(image -> "Left out in packing, being damaged: %s.".formatted(image.name()));
    return Stream.of(Stream.of(origin), damaged, index.notes().stream())
        .flatMap(notes -> notes)
        .toList();
  }

  /** Reads every image and returns what is wrong with those that are damaged. */
  public List<String> damage() {
    return IntStream.range(0, size()).boxed().flatMap(image -> damage(image).stream()).toList();
  }

  private List<String> damage(int image) {
    try {
      read(image);
      return List.of();
    } catch (DataException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
