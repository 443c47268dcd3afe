package org.vitmae.deeplearning4j.mae;

import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.tensor.ComputeThreads;

/** Has ND4J and OpenBLAS, which it calls from one thread, compute on some until it is closed. */
final class EngineThreads implements AutoCloseable {
  private final int before;

  /** Starts ND4J, unless it has been. */
  EngineThreads(int threads) {
    Nd4jStart.beforeTraining();
    before = Nd4j.getEnvironment().maxMasterThreads();
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    ComputeThreads.giveBlas(threads);
  }

  @Override
  public void close() {
    Nd4j.getEnvironment().setMaxMasterThreads(before);
    ComputeThreads.keepBlasToOne();
  }
}
