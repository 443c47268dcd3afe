package org.vitmae.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file opened for reading.
 *
 * <p>Opening reads and checks the header only; data is read when asked for, so files larger than
 * memory are fine. The file is not trusted: sizes are checked against the file before anything is
 * allocated. Safe for use by several threads. Every method that reads throws {@link
 * CheckpointException} naming file and tensor.
 */
public final class Safetensors implements AutoCloseable {
  private static final Set<DType> FLOATS = EnumSet.of(DType.F32, DType.F16, DType.BF16);
  private static final Set<DType> REALS = EnumSet.of(DType.F64, DType.F32, DType.F16, DType.BF16);

  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;

  private Safetensors(Path file, FileChannel channel, SafetensorsHeader header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
  }

  /** Opens a file and checks its header. */
  public static Safetensors open(Path file) {
    FileChannel channel;
    try {
      channel = FileChannel.open(file);
    } catch (NoSuchFileException e) {
      throw new CheckpointException(file + " does not exist; check the path.", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    boolean opened = false;
    try {
      Safetensors result = new Safetensors(file, channel, SafetensorsHeader.read(file, channel));
      opened = true;
      return result;
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      if (!opened) {
        closeQuietly(channel);
      }
    }
  }

  /** Returns the file's path. */
  public Path path() {
    return file;
  }

  /** Returns the names of all tensors, in the order of the header. */
  public Set<String> names() {
    return header.tensors().keySet();
  }

  /** Returns the free text stored beside the tensors, for instance {@code format: pt}. */
  Map<String, String> metadata() {
    return header.metadata();
  }

  /** Returns type, shape and place of a tensor. */
  public TensorInfo info(String name) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw new CheckpointException(
          "%s has no tensor '%s'; it has %s. Check that the file belongs to this model."
              .formatted(file, name, names()));
    }
    return info;
  }

  /** Returns the sizes of a tensor, outermost first; empty for a single number. */
  public long[] shape(String name) {
    return info(name).shape().stream().mapToLong(Long::longValue).toArray();
  }

  /** Returns a tensor of type F32, F16 or BF16, widened exactly, row by row. */
  public float[] floats(String name) {
    TensorInfo info = checked(name, FLOATS);
    ByteBuffer data = buffer(name);
    float[] values = new float[(int) info.elements()];
    if (info.dtype() == DType.F32) {
      data.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = info.dtype().floatAt(data, i);
    }
    return values;
  }

  /** Returns a tensor of any integer type or of truth values, widened exactly, row by row. */
  public long[] longs(String name) {
    TensorInfo info = checked(name, EnumSet.complementOf(EnumSet.copyOf(REALS)));
    ByteBuffer data = buffer(name);
    long[] values = new long[(int) info.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = info.dtype().longAt(data, i);
    }
    return values;
  }

  /** Returns the bytes of a tensor of any type as they are stored: little-endian, row by row. */
  public byte[] bytes(String name) {
    ByteBuffer data = buffer(name);
    byte[] values = new byte[data.remaining()];
    data.get(values);
    return values;
  }

  /**
   * Maps a tensor of less than 2 GiB into memory without reading it.
   *
   * @return a direct, read-only, little-endian buffer; stays valid after {@link #close}
   */
  public ByteBuffer buffer(String name) {
    TensorInfo info = info(name);
    if (info.byteSize() > Integer.MAX_VALUE) {
      throw new CheckpointException(
          "Tensor '%s' of %s has %d bytes, too many for one buffer of at most %d; read it in parts."
              .formatted(name, file, info.byteSize(), Integer.MAX_VALUE));
    }
    try {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, header.dataStart() + info.begin(), info.byteSize())
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Fills a buffer from a tensor of any size.
   *
   * @param offset first byte wanted, counted from the start of the tensor
   * @param into filled from its position to its limit
   */
  public void read(String name, long offset, ByteBuffer into) {
    TensorInfo info = info(name);
    if (offset < 0 || offset > info.byteSize() - into.remaining()) {
      throw new IllegalArgumentException(
          "tensor '%s' has %d bytes, asked for %d from %d on"
              .formatted(name, info.byteSize(), into.remaining(), offset));
    }
    long position = header.dataStart() + info.begin() + offset;
    try {
      while (into.hasRemaining()) {
        int count = channel.read(into, position);
        if (count < 0) {
          throw new IOException("the file became shorter while it was read");
        }
        position += count;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private TensorInfo checked(String name, Set<DType> allowed) {
    TensorInfo info = info(name);
    if (!allowed.contains(info.dtype())) {
      throw new CheckpointException(
          "Tensor '%s' of %s has type %s, expected one of %s; check that the file belongs here."
              .formatted(name, file, info.dtype(), allowed));
    }
    return info;
  }

  private static CheckpointException unreadable(Path file, IOException e) {
    return new CheckpointException(
        "%s cannot be read (%s); check the disk and the file's permissions.".formatted(file, e), e);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written; the reason why the file could not be opened is already on its way.
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
