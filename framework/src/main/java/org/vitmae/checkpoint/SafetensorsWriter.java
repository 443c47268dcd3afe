package org.vitmae.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.vitmae.files.AtomicFile;

/**
 * Writes a safetensors file tensor by tensor, asking for each one's data only when its turn comes.
 *
 * <p>Tensors are laid out by falling element size, so that each is aligned; among equals the order
 * of {@link #add} stays. The same tensors give the same bytes. Not thread-safe.
 */
public final class SafetensorsWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHUNK_BYTES = 1 << 20;

  /** The data of one tensor. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the tensor's numbers, little-endian, row by row, in as many pieces as convenient. The
     * channel takes each piece whole.
     */
    void writeTo(WritableByteChannel out) throws IOException;
  }

  private record Entry(
      String name, DType dtype, List<Long> shape, long byteSize, Content content) {}

  /** What other readers expect. */
  private static final Map<String, String> METADATA = Map.of("format", "pt");

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Adds a tensor.
   *
   * @throws IllegalArgumentException if the name is taken or a size is negative
   */
  public SafetensorsWriter add(String name, DType dtype, long[] shape, Content content) {
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    if (name.equals(SafetensorsHeader.METADATA) || sizes.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(
          "a tensor has a name of its own and no negative size, got '%s' %s"
              .formatted(name, sizes));
    }
    long byteSize = TensorInfo.byteSize(dtype, sizes);
    if (entries.putIfAbsent(name, new Entry(name, dtype, sizes, byteSize, content)) != null) {
      throw new IllegalArgumentException("two tensors are named '" + name + "'");
    }
    return this;
  }

  /** Adds a tensor of type F32. */
  public SafetensorsWriter floats(String name, long[] shape, Supplier<float[]> values) {
    return add(
        name,
        DType.F32,
        shape,
        out -> {
          float[] data = values.get();
          writePieces(
              data.length,
              DType.F32,
              out,
              (chunk, from, count) -> chunk.asFloatBuffer().put(data, from, count));
        });
  }

  /** Adds a tensor of type I64. */
  public SafetensorsWriter longs(String name, long[] shape, Supplier<long[]> values) {
    return add(
        name,
        DType.I64,
        shape,
        out -> {
          long[] data = values.get();
          writePieces(
              data.length,
              DType.I64,
              out,
              (chunk, from, count) -> chunk.asLongBuffer().put(data, from, count));
        });
  }

  /** Puts some of an array's numbers at the start of a chunk. */
  private interface Piece {
    void put(ByteBuffer chunk, int from, int count);
  }

  private static void writePieces(int length, DType type, WritableByteChannel out, Piece piece)
      throws IOException {
    int most = CHUNK_BYTES / type.bytes();
    ByteBuffer chunk =
        ByteBuffer.allocate(Math.min(length, most) * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < length; from += most) {
      int count = Math.min(length - from, most);
      piece.put(chunk, from, count);
      out.write(chunk.limit(count * type.bytes()));
      chunk.clear();
    }
  }

  /**
   * Writes the file, replacing one that is there only once the new one is whole.
   *
   * @throws IOException if the disk is full or cannot be written
   * @throws IllegalStateException if a tensor's data does not have the size of its shape
   */
  public void write(Path file) throws IOException {
    List<Entry> ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparingInt((Entry entry) -> entry.dtype().bytes()).reversed());
    AtomicFile.write(file, out -> write(ordered, out));
  }

  private void write(List<Entry> ordered, FileChannel out) throws IOException {
    ByteBuffer header = header(ordered);
    while (header.hasRemaining()) {
      out.write(header);
    }
    for (Entry entry : ordered) {
      ExactChannel exact = new ExactChannel(entry.name(), entry.byteSize(), out);
      entry.content().writeTo(exact);
      exact.checkComplete();
    }
  }

  private ByteBuffer header(List<Entry> ordered) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(SafetensorsHeader.METADATA, METADATA);
    long offset = 0;
    for (Entry entry : ordered) {
      Map<String, Object> tensor = new LinkedHashMap<>();
      tensor.put("dtype", entry.dtype().name());
      tensor.put("shape", entry.shape());
      tensor.put("data_offsets", List.of(offset, offset + entry.byteSize()));
      json.put(entry.name(), tensor);
      offset += entry.byteSize();
    }
    byte[] text = JSON.writeValueAsBytes(json);
    int padded = (text.length + 7) / 8 * 8;
    ByteBuffer header =
        ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + padded)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(padded)
            .put(text);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }
}
