package org.vitmae.weights;

import java.util.List;

/**
 * A tensor as a view of a storage: element (i, j, ...) is number {@code offset + i * strides[0] + j
 * * strides[1] + ...}. Checked: no element lies outside the storage.
 *
 * @param offset of the first element, in elements
 * @param strides distance of neighbors along each side, in elements
 */
record StridedTensor(StorageKey storage, long offset, List<Long> shape, List<Long> strides) {
  /** Checks that the view stays inside its storage. */
  StridedTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size()
        || offset < 0
        || shape.stream().anyMatch(size -> size < 0)
        || strides.stream().anyMatch(stride -> stride < 0)) {
      throw new IllegalArgumentException("shape %s with strides %s".formatted(shape, strides));
    }
    if (!shape.contains(0L) && end(offset, shape, strides) > storage.elements()) {
      throw new IllegalArgumentException(
          "shape %s with strides %s from %d on, outside a storage of %d"
              .formatted(shape, strides, offset, storage.elements()));
    }
  }

  private static long end(long offset, List<Long> shape, List<Long> strides) {
    long end = Math.addExact(offset, 1);
    for (int i = 0; i < shape.size(); i++) {
      end = Math.addExact(end, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
    }
    return end;
  }

  TensorType type() {
    return new TensorType(storage.dtype(), shape);
  }

  /** Tells whether the elements lie in the storage one after the other, row by row. */
  boolean isContiguous() {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && strides.get(i) != expected) {
        return false;
      }
      expected *= shape.get(i);
    }
    return true;
  }

  /** Returns the place in the storage of an element, counted row by row. */
  long place(long element) {
    long place = offset;
    long rest = element;
    for (int i = shape.size() - 1; i >= 0; i--) {
      place += rest % shape.get(i) * strides.get(i);
      rest /= shape.get(i);
    }
    return place;
  }
}
