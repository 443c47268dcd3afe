package org.vitmae.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;

/**
 * The tensors of several safetensors files with an index ({@code model.safetensors.index.json}).
 */
final class ShardedDict implements StateDict {
  private final Path index;
  private final Map<String, SafetensorsDict> files = new LinkedHashMap<>();
  private final Map<String, SafetensorsDict> shardOf = new LinkedHashMap<>();

  private ShardedDict(Path index) {
    this.index = index;
  }

  /** Opens every shard that the index names, and checks that each holds what the index says. */
  static ShardedDict open(Path index) {
    JsonNode map = JsonFile.read(index).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new CheckpointException(
          index + " has no object 'weight_map'; replace it by the index saved with the weights.");
    }
    ShardedDict dict = new ShardedDict(index);
    try {
      map.properties().forEach(entry -> dict.add(entry.getKey(), entry.getValue().asText()));
    } catch (RuntimeException e) {
      dict.close();
      throw e;
    }
    return dict;
  }

  private void add(String tensor, String file) {
    if (!file.matches("[A-Za-z0-9_.-]+") || file.startsWith(".")) {
      throw new CheckpointException(
          "%s places tensor '%s' in '%s', expected the plain name of a file beside it."
              .formatted(index, tensor, file));
    }
    SafetensorsDict shard =
        files.computeIfAbsent(
            file, name -> new SafetensorsDict(Safetensors.open(index.resolveSibling(name))));
    shard.type(tensor); // fails with the shard's name if it is not there
    shardOf.put(tensor, shard);
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(shardOf.keySet());
  }

  @Override
  public List<Path> files() {
    return files.values().stream().flatMap(shard -> shard.files().stream()).toList();
  }

  @Override
  public TensorType type(String name) {
    return shard(name).type(name);
  }

  @Override
  public void copy(String name, long offset, long size, Sink out) throws IOException {
    shard(name).copy(name, offset, size, out);
  }

  private SafetensorsDict shard(String name) {
    SafetensorsDict shard = shardOf.get(name);
    if (shard == null) {
      throw Missing.tensor(index, name, names());
    }
    return shard;
  }

  @Override
  public void close() {
    files.values().forEach(SafetensorsDict::close);
  }
}
