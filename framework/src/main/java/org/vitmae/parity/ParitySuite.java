package org.vitmae.parity;

import java.io.IOException;
import java.nio.file.Path;
import org.vitmae.config.Engine;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * Knows how to check one kind of fixture. Found by {@link java.util.ServiceLoader}, so that plugins
 * can bring their own.
 */
public interface ParitySuite {
  /** Returns the name of the folder or file that this suite checks, for instance {@code adamw}. */
  String fixture();

  /** Returns the engine whose numbers this suite compares. */
  default Engine engine() {
    return Engine.LIBTORCH;
  }

  /**
   * Computes what the fixture records and compares; every size is read from its files.
   *
   * @param fixture the folder or file
   */
  void check(Path fixture, Device device, Precision precision, Comparisons comparisons)
      throws IOException;
}
