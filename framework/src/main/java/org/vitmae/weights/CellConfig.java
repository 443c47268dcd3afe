package org.vitmae.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vitmae.config.ConfigReader;

/** The definition that one of our checkpoints was trained by. */
final class CellConfig {
  private CellConfig() {}

  /** Returns what {@code config.yaml} of the checkpoint's cell says, nothing if it is not there. */
  static ModelFacts facts(Path checkpoint) {
    // .../cells/<cell>/checkpoints/step-...; normalized, so that no part of it is "..".
    Path file =
        checkpoint.toAbsolutePath().normalize().resolveSibling("../config.yaml").normalize();
    return Files.isRegularFile(file)
        ? ModelFacts.of(
            new ConfigReader(CellConfig.class.getClassLoader()).read(file.toString(), List.of()))
        : ModelFacts.NONE;
  }
}
