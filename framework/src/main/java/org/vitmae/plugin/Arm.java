package org.vitmae.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.image.Image;
import org.vitmae.train.Learner;
import org.vitmae.weights.TensorOrigin;

/** One arm of a comparison in training: a learner that can also be judged once, at the end. */
public interface Arm extends Learner {
  /**
   * Judges the arm on the test split and writes what the report shows beyond numbers, for instance
   * {@code confusion.csv}, into the cell's folder.
   *
   * @return metric name to value; contains the task's primary metric
   */
  Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException;

  /**
   * Restores of what {@link #save} wrote as much as {@link #test} and {@link #predict} need: the
   * weights that the arm is tested with. Training does not go on from here with the same bits.
   *
   * @throws IOException if the folder cannot be read
   * @throws org.vitmae.checkpoint.CheckpointException if a file is damaged or does not fit this arm
   */
  default void loadWeights(Path folder) throws IOException {
    load(folder);
  }

  /**
   * Looks at a single image with the weights that the arm is tested with.
   *
   * @param image as a user has it, of any size
   * @throws ConfigException if the task or the arm has nothing to tell of a single image
   */
  default Prediction predict(Image image) {
    throw new ConfigException("this task has nothing to show of a single image");
  }

  /**
   * Returns what became of every tensor when the arm started from weights; empty if it started at
   * random.
   */
  default List<TensorOrigin> origins() {
    return List.of();
  }
}
