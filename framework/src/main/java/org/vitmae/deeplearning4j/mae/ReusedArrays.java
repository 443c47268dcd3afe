package org.vitmae.deeplearning4j.mae;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of values that are computed one after the other: that of a value which nobody reads
 * any more becomes that of a later one of equal length.
 */
final class ReusedArrays implements AutoCloseable {
  private final DataType type;
  private final List<INDArray> all = new ArrayList<>();
  private final Map<Long, Deque<INDArray>> free = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<String, Memory> held = new HashMap<>();

  /** Memory that values share. */
  private static final class Memory {
    private final INDArray flat;
    private int values = 1;

    private Memory(INDArray flat) {
      this.flat = flat;
    }
  }

  ReusedArrays(DataType type) {
    this.type = type;
  }

  /** Counts one more time that a value will be read. */
  void use(String value) {
    uses.merge(value, 1, Integer::sum);
  }

  /** Returns an array that is never used for anything else. */
  INDArray keep(long... shape) {
    return create(length(shape)).reshape('c', shape);
  }

  /** Returns the array of a value that is about to be computed. */
  INDArray take(String value, long... shape) {
    Deque<INDArray> fitting = free.computeIfAbsent(length(shape), l -> new ArrayDeque<>());
    INDArray flat = fitting.isEmpty() ? create(length(shape)) : fitting.pop();
    held.put(value, new Memory(flat));
    return flat.reshape('c', shape);
  }

  /** Notes that a value is another one's in another shape. */
  void share(String source, String value) {
    if (held.containsKey(source)) {
      Memory memory = held.get(source);
      memory.values++;
      held.put(value, memory);
    }
  }

  /** Notes that a value was read. */
  void done(String value) {
    int left = uses.merge(value, -1, Integer::sum);
    if (left == 0 && held.containsKey(value)) {
      Memory memory = held.remove(value);
      memory.values--;
      if (memory.values == 0) {
        free.get(memory.flat.length()).push(memory.flat);
      }
    }
  }

  private INDArray create(long length) {
    INDArray flat = Nd4j.createUninitializedDetached(type, length);
    all.add(flat);
    return flat;
  }

  private static long length(long... shape) {
    long length = 1;
    for (long side : shape) {
      length *= side;
    }
    return length;
  }

  @Override
  public void close() {
    all.forEach(INDArray::close);
  }
}
