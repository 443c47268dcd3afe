package org.vitmae.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;

/** The definition that one of our checkpoints was trained by. */
final class CellConfig {
  private CellConfig() {}

  /** Returns what {@code config.yaml} of the checkpoint's cell says, nothing if it is not there. */
  static ModelFacts facts(Path checkpoint) {
    // .../cells/<cell>/checkpoints/step-...; normalized, so that no part of it is "..".
    Path file =
        checkpoint.toAbsolutePath().normalize().resolveSibling("../config.yaml").normalize();
    return Files.isRegularFile(file)
        ? facts(
            new ConfigReader(CellConfig.class.getClassLoader()).read(file.toString(), List.of()))
        : ModelFacts.NONE;
  }

  /** Returns what a definition says of its model. */
  static ModelFacts facts(ExperimentConfig config) {
    return new ModelFacts(
        Optional.of(config.model().numHeads()),
        Optional.of(config.model().decoderNumHeads()),
        Optional.of(config.model().layerNormEps()),
        Optional.of(config.model().normPixLoss()),
        Optional.of(config.masking().ratio()),
        Optional.of(
            new ModelFacts.ImageSize(config.data().imageHeight(), config.data().imageWidth())));
  }
}
