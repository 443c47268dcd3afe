package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/** A folder of recorded tensors and numbers. */
public record Fixture(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a JSON file. */
  public JsonNode json(String file) throws IOException {
    return JSON.readTree(folder.resolve(file).toFile());
  }

  /** Opens a safetensors file, named without its ending. */
  public Safetensors tensors(String file) {
    return Safetensors.open(folder.resolve(file + ".safetensors"));
  }

  /** Tells whether the folder holds a file. */
  public boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  /** Copies a recorded tensor of floats to a device. */
  public static Tensor load(Safetensors tensors, String name, Device device) {
    return Tensors.of(tensors.floats(name), device, tensors.shape(name));
  }
}
