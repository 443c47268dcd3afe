package org.vitmae.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vitmae.checkpoint.CheckpointException;

/** A saved object flattened: its tensors and its plain values, by dotted path. */
final class FlatTree {
  /** Bounds the walk: objects may contain each other many times over, or themselves. */
  private static final int MAX_DEPTH = 32;

  private static final int MAX_NODES = 1_000_000;

  private final Path file;
  private final Map<String, StridedTensor> tensors = new LinkedHashMap<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private int nodes;

  FlatTree(Path file, @Nullable Object root) {
    this.file = file;
    walk("", root, 0);
  }

  /** Returns the tensors, in the order they were saved. */
  Map<String, StridedTensor> tensors() {
    return tensors;
  }

  /** Returns texts, numbers and truth values. */
  Map<String, Object> values() {
    return values;
  }

  private void walk(String path, @Nullable Object node, int depth) {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw new CheckpointException(
          "%s nests its content more than %d deep or %d wide, as no state dict does."
              .formatted(file, MAX_DEPTH, MAX_NODES));
    }
    if (node instanceof StridedTensor tensor) {
      tensors.put(path, tensor);
    } else if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> walk(join(path, key), value, depth + 1));
    } else if (node instanceof Namespace namespace) {
      walk(path, namespace.attributes(), depth);
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        walk(join(path, i), list.get(i), depth + 1);
      }
    } else if (node instanceof Object[] tuple) {
      for (int i = 0; i < tuple.length; i++) {
        walk(join(path, i), tuple[i], depth + 1);
      }
    } else if (node != null) {
      values.put(path, node);
    }
  }

  private static String join(String path, Object key) {
    return path.isEmpty() ? key.toString() : path + "." + key;
  }
}
