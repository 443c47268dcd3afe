package org.vitmae.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** libtorch's libraries for GPUs, which only programs built for them have on their class path. */
final class GpuLibraries {
  private static final String FOLDER = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/";

  private GpuLibraries() {}

  /** Tells whether this program brings them. */
  static boolean arePresent() {
    return GpuLibraries.class.getResource(FOLDER + "libtorch_cuda.so") != null;
  }

  /**
   * Unpacks what they are linked with; to be called before libtorch is loaded. JavaCPP loads them
   * first, passes over a failure, and only then unpacks the rest: the first process on a machine
   * would find no GPU.
   */
  static void prepare() {
    if (!arePresent()) {
      return;
    }
    try {
      for (String library : List.of("libc10.so", "libtorch_cpu.so")) {
        Loader.cacheResource(FOLDER + library);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
