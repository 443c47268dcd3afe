package org.vitmae.checkpoint;

import java.util.List;

/**
 * Where one tensor lies in a safetensors file.
 *
 * @param shape sizes, outermost first; empty for a single number
 * @param begin first byte, counted from the end of the header
 * @param end the byte after the last
 */
public record TensorInfo(String name, DType dtype, List<Long> shape, long begin, long end) {
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** Returns the size of the data in bytes. */
  public long byteSize() {
    return end - begin;
  }

  /** Returns how many numbers the tensor holds. */
  public long elements() {
    return byteSize() / dtype.bytes();
  }

  /**
   * Returns how many bytes a tensor needs.
   *
   * @throws ArithmeticException if that is more than a long can count
   */
  static long byteSize(DType dtype, Iterable<Long> shape) {
    long size = dtype.bytes();
    for (long length : shape) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }
}
