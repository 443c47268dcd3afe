package org.vitmae.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.DType;
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
      List<String> unknown =
          tensors.names().stream().filter(name -> !parameters.names().contains(name)).toList();
      if (!unknown.isEmpty()) {
        throw new CheckpointException(
            "%s holds tensors that this model does not have: %s; the model's shape must be the one it was saved with"
                .formatted(file, unknown));
      }
      load(tensors, file, parameters, parameters.names());
    }
  }

  /**
   * Restores some parameters and ignores what else the file holds.
   *
   * @throws CheckpointException if one of them is missing or has another shape
   */
  public static void load(Path file, NamedParameters parameters, Collection<String> names) {
    try (Safetensors tensors = Safetensors.open(file)) {
      load(tensors, file, parameters, names);
    }
  }

  private static void load(
      Safetensors tensors, Path file, NamedParameters parameters, Collection<String> names) {
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      long[] expected = Tensors.shape(parameters.get(name));
      if (!tensors.names().contains(name)) {
        problems.add("'%s' %s is missing".formatted(name, Arrays.toString(expected)));
      } else if (!Arrays.equals(expected, tensors.shape(name))) {
        problems.add(
            "'%s' is %s, expected %s"
                .formatted(name, Arrays.toString(tensors.shape(name)), Arrays.toString(expected)));
      }
    }
    if (!problems.isEmpty()) {
      throw new CheckpointException(
          "%s does not fit this model: %s; the model's shape must be the one it was saved with"
              .formatted(file, String.join("; ", problems)));
    }
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
