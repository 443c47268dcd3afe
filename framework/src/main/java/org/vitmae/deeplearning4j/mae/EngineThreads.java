package org.vitmae.deeplearning4j.mae;

import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.tensor.ComputeThreads;

/** Has OpenBLAS, which ND4J calls from one thread, compute on all of them until it is closed. */
final class EngineThreads implements AutoCloseable {
  /** Starts ND4J, unless it has been. */
  EngineThreads() {
    Nd4jStart.beforeTraining();
    ComputeThreads.giveBlas(ComputeThreads.inUse());
  }

  @Override
  public void close() {
    ComputeThreads.keepBlasToOne();
  }
}
