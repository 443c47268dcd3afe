package org.vitmae.experiments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.ConfigException;

/** Finds a checkpoint and its definition from a path that a user gives. */
final class PretrainedCell {
  private PretrainedCell() {}

  /**
   * Returns a checkpoint.
   *
   * @param path the checkpoint itself, or a cell's folder or its folder of checkpoints, of which
   *     the newest is taken
   * @throws ConfigException if there is none
   */
  static Checkpoint checkpoint(Path path) {
    if (!Files.isDirectory(path)) {
      throw new ConfigException(
          "--checkpoint is %s, which is not a folder; give one like %s"
              .formatted(path, "runs/EXPERIMENT/cells/pretrain-s0/checkpoints"));
    }
    if (Files.exists(path.resolve("state.json"))) {
      return Checkpoint.read(path);
    }
    for (Path folder : List.of(path, path.resolve("checkpoints"))) {
      Optional<Checkpoint> latest = new CheckpointStore(folder).latest();
      if (latest.isPresent()) {
        return latest.get();
      }
    }
    throw new ConfigException(
        ("--checkpoint is %s, which holds neither a checkpoint (state.json) nor folders named"
                + " step-...; give one like %s")
            .formatted(path, "runs/EXPERIMENT/cells/pretrain-s0/checkpoints"));
  }

  /**
   * Returns the definition that a checkpoint was trained by.
   *
   * @param given what the user named instead
   * @throws ConfigException if the checkpoint does not lie in a cell that has one
   */
  static Path config(Checkpoint checkpoint, Optional<Path> given) {
    if (given.isPresent()) {
      return given.get();
    }
    // .../cells/<cell>/checkpoints/step-...; normalized, so that no part of it is "..".
    Path folder = checkpoint.folder().toAbsolutePath().normalize();
    Path config = folder.resolveSibling("../config.yaml").normalize();
    if (!Files.isRegularFile(config)) {
      throw new ConfigException(
          ("%s is missing, which says what model %s holds; name the experiment's definition by"
                  + " --config")
              .formatted(config, folder));
    }
    return config;
  }
}
