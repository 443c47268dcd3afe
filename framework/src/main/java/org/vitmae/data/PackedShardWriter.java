package org.vitmae.data;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.vitmae.files.Disk;
import org.vitmae.image.Image;

/** Writes one shard under another name, which it gives up for its own once all is on disk. */
final class PackedShardWriter implements Closeable {
  private static final String WRITING = ".writing";

  private final Path file;
  private final Path temporary;
  private final ByteBuffer header;
  private final FileChannel channel;
  private final ByteArrayOutputStream table = new ByteArrayOutputStream();
  private long size;

  private PackedShardWriter(Path file, Path temporary, ByteBuffer header, FileChannel channel) {
    this.file = file;
    this.temporary = temporary;
    this.header = header;
    this.channel = channel;
  }

  /** Begins a shard; what an earlier process left of it is overwritten. */
  static PackedShardWriter open(Path folder, int number, String id) throws IOException {
    Path file = folder.resolve(PackedShard.fileName(number));
    Path temporary = file.resolveSibling(file.getFileName() + WRITING);
    ByteBuffer header =
        ByteBuffer.allocate(PackedShard.HEADER_BYTES)
            .putLong(PackedShard.MAGIC)
            .putInt(PackedShard.VERSION)
            .putInt(number)
            .put(HexFormat.of().parseHex(id));
    FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    PackedShardWriter writer = new PackedShardWriter(file, temporary, header, channel);
    try {
      writer.write(header.flip().duplicate());
    } catch (IOException e) {
      writer.close();
      throw e;
    }
    return writer;
  }

  /** Returns the bytes of header and pixels so far. */
  long size() {
    return size;
  }

  /**
   * Adds an image.
   *
   * @param source its position in the data set that is packed
   * @param name what that calls it
   */
  void add(int source, Image image, Annotation annotation, String name) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(image.bytes().duplicate());
    PackedEntry entry =
        PackedEntry.of(
            source, Math.toIntExact(size), image, (int) sum.getValue(), annotation, name);
    write(image.bytes().duplicate());
    table.write(entry.encode());
  }

  /** Completes the shard; when this returns it is on disk under its own name. */
  void finish() throws IOException {
    ByteBuffer end = ByteBuffer.allocate(table.size() + PackedShard.TRAILER_BYTES);
    end.put(table.toByteArray()).putLong(size);
    CRC32C sum = new CRC32C();
    sum.update(header.duplicate());
    sum.update(end.array(), 0, end.position());
    end.putInt((int) sum.getValue()).putInt(PackedShard.END);
    write(end.flip());
    channel.force(true);
    channel.close();
    Disk.rename(temporary, file);
  }

  private void write(ByteBuffer bytes) throws IOException {
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Gives back the space of a shard that was not finished. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }
}
