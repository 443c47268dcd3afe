package org.vitmae.deeplearning4j.mae;

import java.nio.FloatBuffer;
import java.util.Collection;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Element-wise work on arrays of 32-bit floats, in one pass over memory: block by block on the Java
 * heap, where the compiler makes vector instructions of plain loops.
 *
 * <p>ND4J's own element-wise calls each go through the whole memory, and each creates native
 * objects that only the garbage collector frees; thousands of them in a step pile up faster than
 * they are freed.
 */
final class Blocks {
  private static final int BLOCK = 4096; // of a few arrays: within the first-level cache

  /** What is done with the next numbers of several arrays. */
  @FunctionalInterface
  interface Kernel {
    /**
     * Works on one block of each array.
     *
     * @param blocks one for each array; what is written into the first ones is kept
     * @param length how many numbers of a block count
     */
    void apply(float[][] blocks, int length);
  }

  private Blocks() {}

  /**
   * Goes through arrays of equal length.
   *
   * @param written how many of them, the first ones, are overwritten
   * @param arrays whole and row by row, no views
   */
  static void forEach(int written, Kernel kernel, INDArray... arrays) {
    FloatBuffer[] memory = new FloatBuffer[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      memory[i] = HostNumbers.floats(arrays[i]);
    }
    float[][] blocks = new float[arrays.length][BLOCK];
    int all = memory[0].capacity();
    for (int from = 0; from < all; from += BLOCK) {
      int length = Math.min(BLOCK, all - from);
      for (int i = 0; i < arrays.length; i++) {
        memory[i].get(from, blocks[i], 0, length);
      }
      kernel.apply(blocks, length);
      for (int i = 0; i < written; i++) {
        memory[i].put(from, blocks[i], 0, length);
      }
    }
  }

  /** Returns the 2-norm over all numbers of some arrays. */
  static double norm(Collection<INDArray> arrays) {
    double[] squares = {0};
    for (INDArray array : arrays) {
      forEach(
          0,
          (blocks, length) -> {
            double sum = 0;
            for (int i = 0; i < length; i++) {
              sum += (double) blocks[0][i] * blocks[0][i];
            }
            squares[0] += sum;
          },
          array);
    }
    return Math.sqrt(squares[0]);
  }
}
