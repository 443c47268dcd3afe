package org.vitmae.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vitmae.checkpoint.CheckpointException;

/**
 * Tensors under other names, some of them joined of several below each other.
 *
 * @param path where they come from, for messages
 * @param parts name here to the names there
 */
record RenamedDict(Path path, StateDict source, Map<String, List<String>> parts)
    implements StateDict {
  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(parts.keySet());
  }

  @Override
  public List<Path> files() {
    return source.files();
  }

  @Override
  public TensorType type(String name) {
    List<TensorType> types = parts(name).stream().map(source::type).toList();
    TensorType first = types.get(0);
    if (types.size() == 1) {
      return first;
    }
    if (first.shape().isEmpty() || types.stream().anyMatch(type -> !type.equals(first))) {
      throw new CheckpointException(
          "%s joins %s to '%s', but they differ: %s; they must have one type and shape."
              .formatted(path, parts(name), name, types));
    }
    List<Long> shape = new ArrayList<>(first.shape());
    shape.set(0, shape.get(0) * types.size());
    return new TensorType(first.dtype(), shape);
  }

  @Override
  public void copy(String name, long offset, long size, Sink out) throws IOException {
    long begin = 0;
    for (String part : parts(name)) {
      long end = begin + source.type(part).byteSize();
      long from = Math.max(offset, begin);
      long to = Math.min(offset + size, end);
      if (from < to) {
        source.copy(part, from - begin, to - from, out);
      }
      begin = end;
    }
  }

  private List<String> parts(String name) {
    List<String> names = parts.get(name);
    if (names == null) {
      throw Missing.tensor(path, name, names());
    }
    return names;
  }

  @Override
  public void close() {
    source.close();
  }
}
