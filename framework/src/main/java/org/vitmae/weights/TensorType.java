package org.vitmae.weights;

import java.util.List;
import org.vitmae.checkpoint.DType;

/**
 * What a tensor is, wherever it lies.
 *
 * @param shape sizes, outermost first; empty for a single number
 */
public record TensorType(DType dtype, List<Long> shape) {
  public TensorType {
    shape = List.copyOf(shape);
  }

  /**
   * Returns how many numbers the tensor holds.
   *
   * @throws ArithmeticException if that is more than a long can count
   */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Returns the size of the data in bytes.
   *
   * @throws ArithmeticException if that is more than a long can count
   */
  public long byteSize() {
    return Math.multiplyExact(elements(), dtype.bytes());
  }
}
