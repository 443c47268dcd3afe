package org.vitmae.checkpoint;

import java.nio.file.Path;

/**
 * A whole checkpoint: a folder with the learner's files and {@code state.json}.
 *
 * @param folder where it lies
 * @param state where the run stood
 */
public record Checkpoint(Path folder, TrainingState state) {
  /** The usual name of the file with a model's weights. */
  public static final String MODEL = "model.safetensors";

  /** The usual name of the file with averaged weights, where training averages them. */
  public static final String AVERAGE = "ema.safetensors";

  /** The usual name of the file with an optimizer's state. */
  public static final String OPTIMIZER = "optimizer.safetensors";

  /** The name of the file that says where the run stood; without it a folder is no checkpoint. */
  public static final String STATE = "state.json";

  /**
   * Reads a checkpoint's state.
   *
   * @throws CheckpointException if it is missing, damaged or of a newer format
   */
  public static Checkpoint read(Path folder) {
    return new Checkpoint(folder, new StateFile(folder.resolve(STATE)).read());
  }
}
