package org.vitmae.trained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.ConfigException;
import org.vitmae.run.CellFolder;

/** Finds a checkpoint and its cell from a path that a user gives. */
public final class GivenCheckpoint {
  private static final String EXAMPLE = "runs/EXPERIMENT/cells/CELL/checkpoints";

  private GivenCheckpoint() {}

  /**
   * Returns a checkpoint.
   *
   * @param path the checkpoint itself, or a cell's folder or its folder of checkpoints
   * @param choice chooses among the checkpoints of a folder
   * @throws ConfigException if there is none
   */
  public static Checkpoint find(Path path, Function<CheckpointStore, Optional<Checkpoint>> choice) {
    if (!Files.isDirectory(path)) {
      throw new ConfigException(
          "the checkpoint is %s, which is not a folder; give one like %s".formatted(path, EXAMPLE));
    }
    if (Files.exists(path.resolve(Checkpoint.STATE))) {
      return Checkpoint.read(path);
    }
    return inCell(path, choice)
        .orElseThrow(
            () ->
                new ConfigException(
                    ("the checkpoint is %s, which holds neither a checkpoint (state.json) nor folders named"
                            + " step-...; give one like %s")
                        .formatted(path, EXAMPLE)));
  }

  /** Returns a checkpoint in a cell's folder or its folder of checkpoints. */
  private static Optional<Checkpoint> inCell(
      Path path, Function<CheckpointStore, Optional<Checkpoint>> choice) {
    return Stream.of(path, path.resolve("checkpoints"))
        .filter(Files::isDirectory)
        .flatMap(folder -> choice.apply(new CheckpointStore(folder)).stream())
        .findFirst();
  }

  /** Chooses the checkpoint that was judged: the best by validation, or else the newest. */
  public static Optional<Checkpoint> judged(CheckpointStore store) {
    return store.best().or(store::latest);
  }

  /**
   * Returns where weights are: of a cell's folder or folder of checkpoints the checkpoint that was
   * judged, of pretraining the newest, which arms start from; any other path as it is.
   *
   * @throws ConfigException if it is a checkpoint whose learner keeps no weights of this kind
   */
  public static Path weights(Path path) throws IOException {
    Optional<Checkpoint> newest = inCell(path, CheckpointStore::latest);
    boolean pretraining =
        newest.isPresent()
            && cell(newest.get()).manifest().filter(found -> found.arm().isEmpty()).isPresent();
    Path weights =
        (pretraining ? newest : inCell(path, GivenCheckpoint::judged))
            .map(Checkpoint::folder)
            .orElse(path);
    if (Files.exists(weights.resolve(Checkpoint.STATE))
        && !Files.exists(weights.resolve(Checkpoint.MODEL))) {
      throw new ConfigException(
          "%s has no weights of a Vision Transformer (%s), as what it was trained with (knn, otsu or a plugin's own learner) keeps other files; give a checkpoint of pretraining, or of an arm that keeps such weights"
              .formatted(weights, Checkpoint.MODEL));
    }
    return weights;
  }

  /** Returns the folder that would be a checkpoint's cell. */
  public static CellFolder cell(Checkpoint checkpoint) {
    // .../cells/<cell>/checkpoints/step-...; normalized, so that no part of it is "..".
    Path folder = checkpoint.folder().toAbsolutePath().normalize();
    return new CellFolder(folder.resolveSibling("..").normalize());
  }

  /**
   * Returns the definition that a checkpoint was trained by.
   *
   * @param given what the user named instead
   * @throws ConfigException if the checkpoint does not lie in a cell that has one
   */
  public static Path config(Checkpoint checkpoint, Optional<Path> given) {
    if (given.isPresent()) {
      return given.get();
    }
    Path config = cell(checkpoint).config();
    if (!Files.isRegularFile(config)) {
      throw new ConfigException(
          ("%s is missing, which says what model %s holds; name the experiment's definition by"
                  + " --config")
              .formatted(config, checkpoint.folder().toAbsolutePath().normalize()));
    }
    return config;
  }
}
