package org.vitmae.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitmae.checkpoint.CheckpointException;

/**
 * A file of {@code torch.save}: every tensor in it by its dotted path, for instance {@code
 * model.cls_token}. Storages are mapped where they lie.
 */
final class PthFile implements StateDict {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final PthContent content;
  private final Map<String, StridedTensor> tensors;
  private final Map<String, Object> values;

  private PthFile(Path file, FileChannel channel, PthContent content) throws IOException {
    this.file = file;
    this.channel = channel;
    this.content = content;
    FlatTree tree = new FlatTree(file, content.root());
    this.tensors = tree.tensors();
    this.values = tree.values();
    for (Map.Entry<String, StridedTensor> entry : tensors.entrySet()) {
      check(entry.getKey(), entry.getValue(), channel.size());
    }
  }

  /**
   * Opens a file and checks the place of every tensor.
   *
   * @throws CheckpointException if it is damaged or holds more than a state dict
   */
  static PthFile open(Path file) {
    try {
      FileChannel channel = FileChannel.open(file);
      try {
        boolean zip = FileStart.of(channel) == FileStart.ZIP;
        return new PthFile(
            file, channel, zip ? ZipPth.read(file, channel) : LegacyPth.read(file, channel));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) { // the latter of damaged zips
      throw new CheckpointException(
          "%s cannot be read (%s); check the path, and that the file is whole.".formatted(file, e),
          e);
    }
  }

  private void check(String name, StridedTensor tensor, long fileSize) {
    StorageKey storage = tensor.storage();
    Region region = content.storages().get(storage.key());
    if (region == null) {
      throw new CheckpointException(
          "%s has no storage '%s' for tensor '%s'; replace it by a whole file."
              .formatted(file, storage.key(), name));
    }
    if (storage.elements() > region.size() / storage.dtype().bytes()) {
      throw new CheckpointException(
          "%s claims %d numbers %s for tensor '%s', but its storage has %d bytes; it may be cut short."
              .formatted(file, storage.elements(), storage.dtype(), name, region.size()));
    }
    // A stride of 0 repeats numbers, so that a view can be larger than what it looks at.
    if (!fits(tensor.type(), fileSize)) {
      throw new CheckpointException(
          "%s repeats numbers until tensor '%s' %s is larger than the file itself; it was refused."
              .formatted(file, name, tensor.shape()));
    }
  }

  private static boolean fits(TensorType type, long fileSize) {
    try {
      return type.byteSize() <= fileSize;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** Returns {@code zip} or {@code legacy}. */
  String form() {
    return content.form();
  }

  /** Returns a text, number or truth value by its dotted path, for instance {@code args.lr}. */
  <T> Optional<T> value(String path, Class<T> type) {
    return Optional.ofNullable(values.get(path)).filter(type::isInstance).map(type::cast);
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public TensorType type(String name) {
    return tensor(name).type();
  }

  private StridedTensor tensor(String name) {
    StridedTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw Missing.tensor(file, name, names());
    }
    return tensor;
  }

  @Override
  public void copy(String name, long offset, long size, Sink out) throws IOException {
    StridedTensor tensor = tensor(name);
    int bytes = tensor.storage().dtype().bytes();
    if (tensor.isContiguous()) {
      out.accept(map(tensor, tensor.offset() * bytes + offset, size));
    } else {
      gather(tensor, offset / bytes, size / bytes, out);
    }
  }

  private void gather(StridedTensor tensor, long first, long count, Sink out) throws IOException {
    int bytes = tensor.storage().dtype().bytes();
    ByteBuffer storage = map(tensor, 0, tensor.storage().elements() * bytes);
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long element = first; element < first + count; element++) {
      if (chunk.remaining() < bytes) {
        out.accept(chunk.flip());
        chunk.clear();
      }
      chunk.put(storage.slice(Math.toIntExact(tensor.place(element) * bytes), bytes));
    }
    out.accept(chunk.flip());
  }

  private ByteBuffer map(StridedTensor tensor, long offset, long size) {
    Region region = content.storages().get(tensor.storage().key());
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, region.begin() + offset, size);
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException(
          "%d bytes of %s cannot be mapped (%s).".formatted(size, file, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Only read from: nothing can be lost.
    }
  }
}
