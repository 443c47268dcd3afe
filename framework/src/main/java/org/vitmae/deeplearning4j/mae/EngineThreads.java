package org.vitmae.deeplearning4j.mae;

import org.vitmae.tensor.ComputeThreads;

/** Has OpenBLAS, which ND4J calls from one thread, compute on all of them until it is closed. */
final class EngineThreads implements AutoCloseable {
  /** Made last in a constructor: what throws is never closed. */
  EngineThreads() {
    ComputeThreads.giveBlas(ComputeThreads.inUse());
  }

  @Override
  public void close() {
    ComputeThreads.keepBlasToOne();
  }
}
