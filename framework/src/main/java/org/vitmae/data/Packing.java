package org.vitmae.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DataConfig.Format;
import org.vitmae.config.DataConfig.Target;
import org.vitmae.config.Kebab;
import org.vitmae.files.FolderLock;
import org.vitmae.image.Image;

/**
 * Decodes the images of a data set once, brings them to a size and writes them into shards that
 * {@link PackedDataset} reads.
 *
 * <p>A shard appears when it is whole, and the folder counts as packed once all are there. Stopped
 * at any moment and started again, packing goes on behind the last shard and ends with the same
 * bytes.
 */
public final class Packing {
  private static final String LOCK = "pack.lock";

  private final Dataset source;
  private final PackIndex plan;
  private final LoaderOptions reading;

  /**
   * How far packing has come.
   *
   * @param images of the source that are done, those left out included
   * @param sourceImages number of all
   */
  public record Progress(int images, int sourceImages) {}

  /**
   * Plans to pack a split.
   *
   * @param source all its images, under the class names of the experiment
   * @param data says what the images are labeled with, how many threads decode them and what
   *     damaged ones do
   * @param split its name
   * @param shortSide pixels that longer short sides are brought to
   * @param shardBytes size of a file, at most {@link PackSettings#MAX_SHARD_BYTES}; the image that
   *     reaches it is the last one in it
   * @throws ConfigException if what is known of the images cannot be packed
   */
  public Packing(Dataset source, DataConfig data, String split, int shortSide, long shardBytes) {
    requireWholeImages(data);
    this.source = source;
    this.plan =
        PackIndex.begun(
            "%s, data.%s, format %s".formatted(data.name(), split, Kebab.ofConstant(data.format())),
            new PackSettings(
                source.fingerprint(),
                source.size(),
                shortSide,
                shardBytes,
                data.target(),
                source.classNames()),
            source.notes());
    this.reading = new LoaderOptions(1, false, false, 0, data.workers(), data.onCorrupt());
  }

  /** Boxes and masks are judged in the pixels of the image file, which packed data do not have. */
  private static void requireWholeImages(DataConfig data) {
    boolean objects = data.format() == Format.COCO || data.format() == Format.VOC;
    if (data.target() == Target.PIXELS || (objects && data.target() == Target.CLASS)) {
      throw new ConfigException(
          "data.format %s with data.target %s cannot be packed: boxes and masks belong to the pixels of the image files, which packing makes smaller. Only classes, labels and values are packed; data.target: labels has a label per class of objects"
              .formatted(Kebab.ofConstant(data.format()), Kebab.ofConstant(data.target())));
    }
  }

  /**
   * Packs into a folder, or goes on with what an earlier call has begun there.
   *
   * @param progress told of every image
   * @return what the folder holds now
   * @throws DataException if an image is damaged and may not be left out, if the disk is full, or
   *     if the folder holds something else, was begun with other settings or another source, or is
   *     being written by another process
   */
  public PackIndex into(Path folder, Consumer<Progress> progress) {
    try {
      Files.createDirectories(folder);
      try (FolderLock lock = lock(folder)) {
        refuseOtherContent(folder);
        plan.write(folder);
        List<PackedShard> shards = wholeShards(folder);
        write(folder, shards, progress);
        return complete(folder, shards);
      }
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be written: %s. Make room on the disk or check its permissions, then give the same command again; it goes on behind the last whole shard."
              .formatted(folder, e),
          e);
    }
  }

  private static FolderLock lock(Path folder) throws IOException {
    return FolderLock.take(folder.resolve(LOCK))
        .orElseThrow(
            () ->
                new DataException(
                    "%s is being packed by another process. Wait for it, or choose another folder."
                        .formatted(folder)));
  }

  private void refuseOtherContent(Path folder) throws IOException {
    List<String> differences =
        PackIndex.find(folder)
            .map(begun -> begun.settings().differences(plan.settings()))
            .orElseGet(List::of);
    if (!differences.isEmpty()) {
      throw new DataException(
          "%s was begun otherwise: %s. Give the command that began it, or choose another folder."
              .formatted(folder, String.join("; ", differences)));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      boolean packed = Files.exists(folder.resolve(PackIndex.FILE));
      if (!packed && entries.anyMatch(entry -> !isOwn(entry))) {
        throw new DataException(
            "%s holds other files. Choose a folder that is empty or does not exist yet."
                .formatted(folder));
      }
    }
  }

  /** Tells whether a file may be there though no index is: the lock, and an index half written. */
  private static boolean isOwn(Path file) {
    return file.getFileName().toString().startsWith("pack.");
  }

  /** Returns the shards that are there already, up to the first that is missing. */
  private List<PackedShard> wholeShards(Path folder) {
    List<PackedShard> shards = new ArrayList<>();
    while (Files.exists(folder.resolve(PackedShard.fileName(shards.size())))) {
      shards.add(PackedShard.open(folder, shards.size(), plan.settings().id()));
    }
    return shards;
  }

  /** Adds the shards that are missing. */
  private void write(Path folder, List<PackedShard> shards, Consumer<Progress> progress)
      throws IOException {
    Loader loader =
        new Loader(source, new ShortSideTransform(plan.settings().shortSide()), reading);
    int next = shards.isEmpty() ? 0 : last(shards.get(shards.size() - 1)).source() + 1;
    try (PrefetchedBatches images = loader.open(0, next)) {
      while (images.hasNext()) {
        try (PackedShardWriter writer =
            PackedShardWriter.open(folder, shards.size(), plan.settings().id())) {
          fill(writer, images, progress);
          writer.finish();
        }
        shards.add(PackedShard.open(folder, shards.size(), plan.settings().id()));
      }
    }
  }

  private static PackedEntry last(PackedShard shard) {
    return shard.entry(shard.size() - 1);
  }

  /** Adds images until the shard has its size. */
  private void fill(PackedShardWriter writer, PrefetchedBatches images, Consumer<Progress> progress)
      throws IOException {
    while (writer.size() < plan.settings().shardBytes() && images.hasNext()) {
      Batch one = images.next();
      Image image = new Image(one.height(), one.width(), one.channels(), one.pixels());
      int position = Math.toIntExact(one.ids()[0]);
      writer.add(position, image, one.annotations().get(0), source.describe(position));
      progress.accept(new Progress(position + 1, source.size()));
    }
  }

  private PackIndex complete(Path folder, List<PackedShard> shards) throws IOException {
    if (shards.isEmpty()) {
      throw new DataException(
          "all %d images are damaged, the first one is %s. Restore the data set."
              .formatted(source.size(), source.describe(0)));
    }
    BitSet packed = new BitSet(source.size());
    for (PackedShard shard : shards) {
      IntStream.range(0, shard.size()).forEach(i -> packed.set(shard.entry(i).source()));
    }
    List<PackIndex.LeftOut> leftOut =
        IntStream.range(0, source.size())
            .filter(position -> !packed.get(position))
            .mapToObj(position -> new PackIndex.LeftOut(position, source.describe(position)))
            .toList();
    PackIndex done = plan.completed(leftOut, shards.stream().map(PackedShard::summary).toList());
    done.write(folder);
    return done;
  }
}
