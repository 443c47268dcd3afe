package org.vitmae.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vitmae.checkpoint.CheckpointException;

/** The form that torch.save wrote before 1.6: five pickles, then the storages one by one. */
final class LegacyPth {
  private static final Object MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final Object PROTOCOL = 1001;

  private LegacyPth() {}

  static PthContent read(Path file, FileChannel channel) throws IOException {
    Cursor cursor = new Cursor(file, channel);
    if (!MAGIC.equals(cursor.pickle()) || !PROTOCOL.equals(cursor.pickle())) {
      throw cursor.invalid("is a pickle, but not one of torch.save");
    }
    if (!(cursor.pickle() instanceof Map<?, ?> system)
        || !Boolean.TRUE.equals(system.get("little_endian"))) {
      throw cursor.invalid("was saved on a big-endian machine");
    }
    Object root = cursor.pickle();
    Map<String, StorageKey> claimed = new HashMap<>();
    new FlatTree(file, root)
        .tensors()
        .values()
        .forEach(tensor -> claimed.put(tensor.storage().key(), tensor.storage()));
    if (!(cursor.pickle() instanceof List<?> keys)) {
      throw cursor.invalid("has no list of storages");
    }
    Map<String, Region> storages = new HashMap<>();
    for (Object key : keys) {
      storages.put((String) key, cursor.storage(claimed.get(key)));
    }
    return new PthContent("legacy", root, storages);
  }

  /** Walks through the file. */
  private static final class Cursor {
    private final Path file;
    private final FileChannel channel;
    private long position;

    Cursor(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    @Nullable Object pickle() throws IOException {
      PickleInput input = new PickleInput(channel, position, channel.size());
      Object value = StateDictUnpickler.read(file, input);
      position = input.position();
      return value;
    }

    /** Passes over a storage: its number of elements, then the elements. */
    Region storage(@Nullable StorageKey claimed) throws IOException {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      if (channel.read(length, position) < Long.BYTES) {
        throw invalid("is cut short at byte %d".formatted(position));
      }
      if (claimed == null) {
        throw invalid("has a storage that no tensor uses, of unknown type");
      }
      long elements = length.getLong(0);
      long begin = position + Long.BYTES;
      if (elements < 0 || elements > (channel.size() - begin) / claimed.dtype().bytes()) {
        throw invalid(
            "claims %d numbers %s for storage '%s' at byte %d, but ends after %d bytes"
                .formatted(
                    elements, claimed.dtype(), claimed.key(), begin, channel.size() - begin));
      }
      Region region = new Region(begin, elements * claimed.dtype().bytes());
      position = begin + region.size();
      return region;
    }

    CheckpointException invalid(String problem) {
      return new CheckpointException(
          "%s %s; replace it by a whole file of torch.save.".formatted(file, problem));
    }
  }
}
