package org.vitmae.deeplearning4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.vitmae.tensor.ComputeThreads;

/**
 * Starts ND4J before anything trains, and has it compute on the threads that were settled.
 *
 * <p>When ND4J starts it gives a thread per core to itself, to OpenBLAS and to OpenMP, and libtorch
 * shares the last two. If the first validation did that, the steps after it would add up in another
 * order than those before it, and a resumed run would not repeat an uninterrupted one bit for bit;
 * and threads that nobody asked for spin against whatever else the machine does.
 */
public final class Nd4jStart {
  private Nd4jStart() {}

  /**
   * Starts ND4J, unless it has been, and gives it and libtorch {@link ComputeThreads#inUse}
   * threads, OpenBLAS one; not to be called inside a scope.
   */
  public static void beforeTraining() {
    Nd4j.getBackend();
    int threads = ComputeThreads.inUse();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    ComputeThreads.keepBlasToOne();
  }
}
