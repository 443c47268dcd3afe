package org.vitmae.deeplearning4j.mae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.checkpoint.ExpectedTensors;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;

/**
 * Arrays by the names and in the shapes they are stored with; written and read bit for bit, in the
 * same files as libtorch's. Once they are closed, every method throws {@link
 * IllegalStateException}.
 */
final class Parameters implements AutoCloseable {
  private final DataType type;
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private boolean closed;

  /** Makes a place for arrays of one type. */
  Parameters(DataType type) {
    this.type = type;
  }

  private Map<String, INDArray> open() {
    if (closed) {
      throw new IllegalStateException(
          "these parameters are closed; their model cannot be used or saved any more");
    }
    return arrays;
  }

  /** Makes the arrays that a model asked for. */
  static Parameters of(InitialParameters initial, DataType type) {
    Parameters parameters = new Parameters(type);
    parameters.addAll(initial);
    return parameters;
  }

  /** Adds the arrays that a part of a model asked for. */
  void addAll(InitialParameters initial) {
    initial
        .all()
        .forEach(
            (name, one) -> {
              add(name, one.shape());
              set(name, one.values());
            });
  }

  /** Makes an array of zeros; without a shape it is a single number. */
  INDArray add(String name, long... shape) {
    INDArray array = shape.length == 0 ? Nd4j.scalar(type, 0) : Nd4j.zeros(type, shape);
    open().put(name, array);
    return array;
  }

  DataType type() {
    return type;
  }

  INDArray get(String name) {
    return open().get(name);
  }

  Map<String, INDArray> all() {
    return open();
  }

  Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    open().forEach((name, array) -> shapes.put(name, array.shape()));
    return shapes;
  }

  /** Returns the number of dimensions of some arrays. */
  Map<String, Integer> ranks(List<String> names) {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    names.forEach(name -> ranks.put(name, get(name).rank()));
    return ranks;
  }

  /** Returns the numbers of an array, row by row. */
  float[] values(String name) {
    return open().get(name).data().asFloat();
  }

  /** Overwrites an array, row by row. */
  void set(String name, float[] values) {
    HostNumbers.write(values, open().get(name));
  }

  /** Writes all arrays as 32-bit floats. */
  void save(Path file) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    open().forEach((name, array) -> writer.floats(name, array.shape(), () -> values(name)));
    writer.write(file);
  }

  /**
   * Restores every array; the file may hold no other tensor and lack none.
   *
   * @throws org.vitmae.checkpoint.CheckpointException if names or shapes differ
   */
  void load(Path file) {
    try (Safetensors tensors = Safetensors.open(file)) {
      new ExpectedTensors(shapes()).checkAll(tensors);
      List.copyOf(open().keySet()).forEach(name -> set(name, tensors.floats(name)));
    }
  }

  /**
   * Restores some arrays and ignores what else the file holds.
   *
   * @throws org.vitmae.checkpoint.CheckpointException if one of them is missing or has another
   *     shape
   */
  void load(Path file, List<String> names) {
    Map<String, long[]> shapes = shapes();
    shapes.keySet().retainAll(names);
    try (Safetensors tensors = Safetensors.open(file)) {
      new ExpectedTensors(shapes).check(tensors);
      names.forEach(name -> set(name, tensors.floats(name)));
    }
  }

  @Override
  public void close() {
    arrays.values().forEach(INDArray::close);
    closed = true;
  }
}
