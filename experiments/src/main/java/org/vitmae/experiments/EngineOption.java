package org.vitmae.experiments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** What a command is told about the engine that computes. */
final class EngineOption {
  private static final List<String> NAMES =
      Arrays.stream(Engine.values()).map(Engine::label).toList();

  private EngineOption() {}

  /**
   * Returns the engine of a name.
   *
   * @throws ConfigException if there is none
   */
  static Engine parse(String name) {
    if (!NAMES.contains(name)) {
      throw new ConfigException("--engine is '%s'; it must be one of %s".formatted(name, NAMES));
    }
    return Engine.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * Checks that an engine can compute somewhere.
   *
   * @throws ConfigException if it cannot
   */
  static void check(Engine engine, Device device, Precision precision) {
    if (engine == Engine.DEEPLEARNING4J && (device.cuda() || precision != Precision.FP32)) {
      throw new ConfigException(
          "--engine deeplearning4j computes on the CPU in fp32, not on %s in %s; give --device cpu --precision fp32, or choose libtorch"
              .formatted(device, precision));
    }
  }
}
