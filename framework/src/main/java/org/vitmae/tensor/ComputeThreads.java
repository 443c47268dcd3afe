package org.vitmae.tensor;

import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/**
 * The one pool of compute threads.
 *
 * <p>libtorch's OpenMP threads and OpenBLAS's own threads spin against each other when both are on:
 * a step then takes three to ten times as long on a busy machine. OpenBLAS is therefore kept to the
 * thread that calls it, and libtorch spreads the work.
 */
public final class ComputeThreads {
  /** More than any machine has cores; many more, and no process can start them. */
  public static final int MOST = 1024;

  private static volatile int inUse = Runtime.getRuntime().availableProcessors();

  private ComputeThreads() {}

  /**
   * Settles the number of threads for engines other than libtorch, which is not loaded.
   *
   * @param requested number of threads; 0 takes one per core
   * @return the number of threads in use
   */
  public static int choose(int requested) {
    if (requested < 0 || requested > MOST) {
      throw new IllegalArgumentException(
          "threads must be from 0 to %d, got %d".formatted(MOST, requested));
    }
    inUse = requested == 0 ? Runtime.getRuntime().availableProcessors() : requested;
    return inUse;
  }

  /**
   * Sizes libtorch's pool. Also leaves NNPACK out, which knows few CPUs and warns on all others.
   *
   * @param requested number of threads; 0 takes one per core
   * @return the number of threads in use
   */
  public static int configure(int requested) {
    GpuLibraries.prepare();
    torch.set_num_threads(choose(requested));
    torch.globalContext().setUserEnabledNNPACK(false);
    keepBlasToOne();
    return inUse;
  }

  /** Returns the number of threads that was settled last; one per core if none was. */
  public static int inUse() {
    return inUse;
  }

  /** Lets OpenBLAS spread products itself, for an engine that calls it from one thread. */
  public static void giveBlas(int threads) {
    openblas.blas_set_num_threads(threads);
  }

  /** Keeps OpenBLAS to the thread that calls it; a library that shares it may have undone that. */
  public static void keepBlasToOne() {
    giveBlas(1);
  }
}
