package org.vitmae.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vitmae.checkpoint.DType;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.data.Draws;
import org.vitmae.model.MaskedAutoencoder;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/** A masked autoencoder of any size whose weights are random bits, NaNs among them. */
record NoiseModel(ModelConfig config, Map<String, long[]> shapes) {
  static final PatchGrid GRID = new PatchGrid(14, 14, 16, 3);

  static NoiseModel of(int width, int depth, int decoderWidth, int decoderDepth) {
    ModelConfig config =
        ModelConfig.of(16, new Blocks(width, depth, 4), new Blocks(decoderWidth, decoderDepth, 4));
    Map<String, long[]> shapes = new LinkedHashMap<>();
    try (NamedParameters parameters = parameters(config)) {
      for (String name : parameters.names()) {
        shapes.put(name, Tensors.shape(parameters.get(name)));
      }
    }
    return new NoiseModel(config, shapes);
  }

  static NamedParameters parameters(ModelConfig config) {
    NamedParameters parameters = new NamedParameters();
    try (Scope scope = new Scope()) {
      new MaskedAutoencoder(new Weights(parameters, Device.CPU, 1), config, GRID);
    }
    return parameters;
  }

  /** Returns a tensor's bytes. */
  ByteBuffer noise(String name) {
    long elements = 1;
    for (long side : shapes.get(name)) {
      elements *= side;
    }
    byte[] bytes = new byte[Math.toIntExact(4 * elements)];
    Draws.of(3, name, 0, 0).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  Path safetensors(Path folder) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    shapes.forEach(
        (name, shape) -> writer.add(name, DType.F32, shape, out -> out.write(noise(name))));
    writer.write(Files.createDirectories(folder).resolve("model.safetensors"));
    return folder;
  }

  Path pth(Path file) throws IOException {
    PickleBuilder pickle = new PickleBuilder().ops("}");
    shapes.forEach((name, shape) -> pickle.entry(name, shape));
    return pickle.ops(".").zip(file, shapes.keySet(), name -> noise(name).array());
  }
}
