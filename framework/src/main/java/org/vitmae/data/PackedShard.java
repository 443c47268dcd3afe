package org.vitmae.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.vitmae.image.Image;

/**
 * One file of packed images, mapped into memory. Thread-safe.
 *
 * <p>Big-endian: magic, version, number of the shard, id of the packed data; the pixels of all
 * images, one after the other; a {@link PackedEntry} for each; then the table's place, the CRC32C
 * of all but the pixels, and a second magic. Every image has a CRC32C of its own, so damage costs
 * one image and not the shard.
 *
 * <p>A mapped file is unmapped when the garbage collector finds that nobody has its images any
 * more; Java 17 offers no other way that is safe.
 */
final class PackedShard {
  static final long MAGIC = 0x5649544d_5041434bL; // VITMPACK
  static final int END = 0x53554d53; // SUMS
  static final int VERSION = 1;
  static final int ID_BYTES = 32;
  static final int HEADER_BYTES = Long.BYTES + 2 * Integer.BYTES + ID_BYTES;
  static final int TRAILER_BYTES = 4 * Integer.BYTES;

  private final Path file;
  private final ByteBuffer bytes;

  /** Where the entry of each image begins. */
  private final int[] entries;

  /** Which images have been compared with their sums; threads may do it twice, to no harm. */
  private final boolean[] checked;

  private PackedShard(Path file, ByteBuffer bytes, int[] entries) {
    this.file = file;
    this.bytes = bytes;
    this.entries = entries;
    this.checked = new boolean[entries.length];
  }

  /** Returns the name of a shard's file. */
  static String fileName(int number) {
    return "shard-%05d.pack".formatted(number);
  }

  /**
   * Maps a shard and checks everything but the pixels.
   *
   * @param number of the shard, from 0
   * @param id of the packed data it must belong to, in hexadecimal
   * @throws DataException if the file is missing, damaged, of a newer version, or another shard
   */
  static PackedShard open(Path folder, int number, String id) {
    Path file = folder.resolve(fileName(number));
    if (!Files.exists(file)) {
      throw new DataException(
          "%s is missing. Restore it from a copy, or give the pack command again, which makes it anew."
              .formatted(file));
    }
    ByteBuffer bytes = map(file);
    check(file, bytes, number, id);
    int table = tableStart(bytes);
    int end = bytes.limit() - TRAILER_BYTES;
    int[] entries = IntStream.iterate(table, at -> at < end, at -> at + bytes.getInt(at)).toArray();
    return new PackedShard(file, bytes, entries);
  }

  private static ByteBuffer map(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < HEADER_BYTES + TRAILER_BYTES || size > Integer.MAX_VALUE) {
        throw damaged(
            file,
            "has %d bytes; a shard has from %d to %d"
                .formatted(size, HEADER_BYTES + TRAILER_BYTES, Integer.MAX_VALUE));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    } catch (IOException e) {
      throw FileTree.unreadable(file.toString(), e);
    }
  }

  private static void check(Path file, ByteBuffer bytes, int number, String id) {
    if (bytes.getLong(0) != MAGIC) {
      throw damaged(file, "is no shard of packed images: it does not begin with VITMPACK");
    }
    requireVersion(file, bytes.getInt(Long.BYTES));
    byte[] found = new byte[ID_BYTES];
    bytes.get(HEADER_BYTES - ID_BYTES, found);
    if (!HexFormat.of().formatHex(found).equals(id)) {
      throw damaged(file, "belongs to other packed data than the pack.json beside it");
    }
    int foundNumber = bytes.getInt(Long.BYTES + Integer.BYTES);
    if (foundNumber != number) {
      throw damaged(file, "is shard %d under the name of shard %d".formatted(foundNumber, number));
    }
    int end = bytes.limit();
    boolean whole = bytes.getInt(end - Integer.BYTES) == END && tableIsInside(bytes);
    if (!whole || sum(bytes, tableStart(bytes)) != bytes.getInt(end - 2 * Integer.BYTES)) {
      throw damaged(file, "is cut short or damaged: its table of images does not match its sum");
    }
  }

  /** Refuses what another version of this program has written. */
  static void requireVersion(Path file, int version) {
    if (version != VERSION) {
      throw new DataException(
          "%s was packed in version %d of the format; this program reads version %d. Use the program that packed it, or pack the data again into a new folder."
              .formatted(file, version, VERSION));
    }
  }

  private static boolean tableIsInside(ByteBuffer bytes) {
    long table = bytes.getLong(bytes.limit() - TRAILER_BYTES);
    return table >= HEADER_BYTES && table <= bytes.limit() - TRAILER_BYTES;
  }

  private static int tableStart(ByteBuffer bytes) {
    return (int) bytes.getLong(bytes.limit() - TRAILER_BYTES);
  }

  /** Returns the CRC32C of header, table and the table's place. */
  private static int sum(ByteBuffer bytes, int table) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.slice(0, HEADER_BYTES));
    sum.update(bytes.slice(table, bytes.limit() - 2 * Integer.BYTES - table));
    return (int) sum.getValue();
  }

  private static DataException damaged(Path file, String problem) {
    return new DataException(
        "%s %s. Restore it from a copy, or delete it and give the pack command again."
            .formatted(file, problem));
  }

  /** Returns what {@code pack.json} says of this shard. */
  PackIndex.Shard summary() {
    return new PackIndex.Shard(size(), bytes.limit(), bytes.getInt(bytes.limit() - 8));
  }

  int size() {
    return entries.length;
  }

  PackedEntry entry(int index) {
    return PackedEntry.decode(bytes, entries[index]);
  }

  /** Returns file and place of an image, for messages. */
  String describe(int index) {
    return "%s, image %d (%s)".formatted(file, index, entry(index).name());
  }

  /**
   * Returns an image whose pixels stay in the mapped file. When it is read for the first time, its
   * pixels are compared with their sum.
   *
   * @throws DataException if they do not match
   */
  Image image(int index) {
    PackedEntry entry = entry(index);
    ByteBuffer pixels = bytes.slice(entry.offset(), entry.length());
    if (!checked[index]) {
      CRC32C sum = new CRC32C();
      sum.update(pixels.duplicate());
      if ((int) sum.getValue() != entry.sum()) {
        throw new DataException(
            "%s is damaged: its pixels do not match their checksum. Restore the shard from a copy, or delete it and give the pack command again; data.on-corrupt: skip leaves damaged images out."
                .formatted(describe(index)));
      }
      checked[index] = true;
    }
    return new Image(entry.height(), entry.width(), entry.channels(), pixels);
  }
}
