package org.vitmae.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.DType;

/**
 * Reads the pickles that {@code torch.save} writes for state dicts, and refuses all others.
 *
 * <p>The library under it knows how the instructions work together; this class decides which may
 * occur. Only instructions listed here are passed on, names are looked up in {@link Constructors}
 * alone and never in the library's own registry, and a text's length is checked before it is
 * allocated. Nothing of the pickle is executed.
 */
final class StateDictUnpickler extends Unpickler {
  /** Instructions without a length of their own, or with one of a single byte. */
  private static final String HARMLESS = "(.NJKMG)t]aeqrhjRU";

  /** Likewise, of protocol 2: versions, tuples, truth values, small numbers, new objects. */
  private static final List<Short> HARMLESS_2 =
      List.of(
          Opcodes.PROTO,
          Opcodes.NEWOBJ,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.LONG1);

  private final Path file;
  private final PickleInput bytes;

  private StateDictUnpickler(Path file, PickleInput bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Reads one pickle and leaves the input behind it.
   *
   * @return maps, lists, {@code Object[]} for tuples, texts, numbers, truth values, {@link
   *     StridedTensor} and {@link Namespace}; null for None
   * @throws CheckpointException if the pickle asks for anything else or is damaged
   */
  static @Nullable Object read(Path file, PickleInput input) {
    try {
      return new StateDictUnpickler(file, input).load(input);
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The library shows malformed input by whatever exception comes of it.
      throw new CheckpointException(
          "%s is not a whole file of torch.save: it breaks off or is damaged at byte %d (%s); copy it again."
              .formatted(file, input.position(), e.getMessage()),
          e);
    }
  }

  @Override
  protected @Nullable Object dispatch(short opcode) throws IOException {
    if (HARMLESS.indexOf(opcode) >= 0 || HARMLESS_2.contains(opcode)) {
      return super.dispatch(opcode);
    }
    switch (opcode) {
      case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<String, Object>());
      case Opcodes.BINUNICODE -> stack.add(text());
      case Opcodes.GLOBAL -> stack.add(global());
      case Opcodes.BINPERSID -> stack.add(storage((Object[]) stack.pop()));
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        Object key = stack.pop();
        put(key, value);
      }
      case Opcodes.SETITEMS -> {
        List<Object> items = stack.pop_all_since_marker();
        for (int i = 0; i < items.size(); i += 2) {
          put(items.get(i), items.get(i + 1));
        }
      }
      case Opcodes.BUILD -> build(stack.pop());
      default -> throw refused("instruction 0x%02x".formatted(opcode));
    }
    return NO_RETURN_VALUE;
  }

  private String text() throws IOException {
    long length = PickleUtils.bytes_to_integer(PickleUtils.readbytes(input, 4));
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException("a text of %d bytes, %d are left".formatted(length, bytes.remaining()));
    }
    return new String(PickleUtils.readbytes(input, (int) length), StandardCharsets.UTF_8);
  }

  private Object global() throws IOException {
    String name = PickleUtils.readline(input) + "." + PickleUtils.readline(input);
    return Constructors.find(name).orElseThrow(() -> refused("'" + name + "'"));
  }

  /** Reads ("storage", type, key, device, number of elements) and, in old files, None. */
  private static StorageKey storage(Object[] id) {
    if (!id[0].equals("storage") || (id.length > 5 && id[5] != null)) {
      throw new IllegalArgumentException("an object that is no storage");
    }
    return new StorageKey((String) id[2], (DType) id[1], PickleNumbers.whole(id[4]));
  }

  /** Texts and numbers only: hashing a nested key could take forever. */
  private void put(Object key, @Nullable Object value) {
    if (!(key instanceof String || key instanceof Number)) {
      throw new IllegalArgumentException("a key that is neither text nor number");
    }
    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) stack.peek();
    map.put(key.toString(), value);
  }

  /** Fills a namespace; an ordered dictionary's attributes (versions of modules) are left out. */
  private void build(Object state) {
    Object target = stack.peek();
    if (target instanceof Namespace namespace) {
      @SuppressWarnings("unchecked")
      Map<String, Object> attributes = (Map<String, Object>) state;
      namespace.attributes().putAll(attributes);
    } else if (!(target instanceof Map)) {
      throw new IllegalArgumentException("an object that has no attributes to set");
    }
  }

  private CheckpointException refused(String what) {
    return new CheckpointException(
        ("%s asks for %s, which no state dict needs; it was refused and nothing was executed. If you"
                + " trust the file, load it in Python and save its weights as safetensors.")
            .formatted(file, what));
  }
}
