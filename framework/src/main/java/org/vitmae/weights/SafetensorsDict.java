package org.vitmae.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.TensorInfo;

/** The tensors of one safetensors file. */
record SafetensorsDict(Safetensors file) implements StateDict {
  @Override
  public Set<String> names() {
    return file.names();
  }

  @Override
  public List<Path> files() {
    return List.of(file.path());
  }

  @Override
  public TensorType type(String name) {
    TensorInfo info = file.info(name);
    return new TensorType(info.dtype(), info.shape());
  }

  @Override
  public void copy(String name, long offset, long size, Sink out) throws IOException {
    out.accept(file.buffer(name).slice(Math.toIntExact(offset), Math.toIntExact(size)));
  }

  @Override
  public void close() {
    file.close();
  }
}
