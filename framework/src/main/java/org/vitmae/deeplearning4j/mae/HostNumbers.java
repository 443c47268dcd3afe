package org.vitmae.deeplearning4j.mae;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers of arrays as Java sees them: whole blocks of memory outside the heap. */
final class HostNumbers {
  private HostNumbers() {}

  /**
   * Returns the memory of an array of 32-bit floats.
   *
   * @param array whole and row by row, not a view
   */
  static FloatBuffer floats(INDArray array) {
    FloatPointer memory = new FloatPointer(array.data().addressPointer()); // ND4J's has no length
    return memory.capacity(array.length()).asBuffer();
  }

  /**
   * Overwrites an array of 32- or 64-bit floats.
   *
   * @param target whole and row by row, not a view
   */
  static void write(float[] values, INDArray target) {
    if (values.length != target.length()) {
      throw new IllegalArgumentException(
          "an array of %d numbers cannot take %d".formatted(target.length(), values.length));
    }
    Pointer memory = target.data().addressPointer();
    if (memory instanceof FloatPointer floats) {
      floats.put(values, 0, values.length);
    } else {
      double[] doubles = new double[values.length];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = values[i];
      }
      ((DoublePointer) memory).put(doubles, 0, doubles.length);
    }
  }
}
