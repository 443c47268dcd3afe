package org.vitmae.deeplearning4j;

import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.tensor.ComputeThreads;

/**
 * Starts ND4J before libtorch trains anything.
 *
 * <p>When ND4J starts it gives OpenBLAS, which libtorch shares, a thread per core. If the first
 * validation did that, the steps after it would add up in another order than those before it, and a
 * resumed run would not repeat an uninterrupted one bit for bit.
 */
public final class Nd4jStart {
  private Nd4jStart() {}

  /** Starts ND4J and gives OpenBLAS its one thread back; not to be called inside a scope. */
  public static void beforeTraining() {
    Nd4j.getBackend();
    ComputeThreads.keepBlasToOne();
  }
}
