package org.vitmae.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.DType;
import org.vitmae.checkpoint.ExpectedTensors;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/** Writes named parameters to safetensors files and reads them back, bit for bit. */
public final class ParameterFiles {
  private ParameterFiles() {}

  /** Writes all parameters as 32-bit floats. */
  public static void save(NamedParameters parameters, Path file) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String name : parameters.names()) {
      Tensor tensor = parameters.get(name);
      writer.add(
          name,
          DType.F32,
          Tensors.shape(tensor),
          out -> {
            try (Scope scope = new Scope()) {
              out.write(Tensors.memory(tensor.detach().cpu().contiguous()));
            }
          });
    }
    writer.write(file);
  }

  /**
   * Restores every parameter; the file may hold no other tensor and lack none.
   *
   * @throws CheckpointException if names or shapes differ, naming each difference
   */
  public static void load(Path file, NamedParameters parameters) {
    try (Safetensors tensors = Safetensors.open(file)) {
      expected(parameters, parameters.names()).checkAll(tensors);
      read(tensors, parameters, parameters.names());
    }
  }

  /**
   * Restores some parameters and ignores what else the file holds.
   *
   * @throws CheckpointException if one of them is missing or has another shape
   */
  public static void load(Path file, NamedParameters parameters, Collection<String> names) {
    try (Safetensors tensors = Safetensors.open(file)) {
      expected(parameters, names).check(tensors);
      read(tensors, parameters, names);
    }
  }

  private static ExpectedTensors expected(NamedParameters parameters, Collection<String> names) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    names.forEach(name -> shapes.put(name, Tensors.shape(parameters.get(name))));
    return new ExpectedTensors(shapes);
  }

  private static void read(
      Safetensors tensors, NamedParameters parameters, Collection<String> names) {
    try (NoGrad noGrad = new NoGrad()) {
      names.forEach(name -> read(tensors, name, parameters.get(name)));
    }
  }

  private static void read(Safetensors tensors, String name, Tensor target) {
    try (Scope scope = new Scope()) {
      Tensor host = torch.empty(Tensors.shape(target));
      if (tensors.info(name).dtype() == DType.F32) {
        tensors.read(name, 0, Tensors.memory(host));
      } else {
        host = Tensors.of(tensors.floats(name), Device.CPU, Tensors.shape(target));
      }
      target.copy_(host.to(ScalarType.Float));
    }
  }
}
