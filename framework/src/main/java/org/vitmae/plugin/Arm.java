package org.vitmae.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitmae.data.Batch;
import org.vitmae.train.Learner;
import org.vitmae.weights.TensorOrigin;

/** One arm of a comparison in training: a learner that can also be judged once, at the end. */
public interface Arm extends Learner {
  /**
   * Tells whether the arm trains nothing and only looks: it is then shown every training image once
   * per epoch, in order, as in evaluation, the last batch padded.
   */
  default boolean looksOnce() {
    return false;
  }

  /**
   * Judges the arm on the test split and writes what the report shows beyond numbers, for instance
   * {@code confusion.csv}, into the cell's folder.
   *
   * @return metric name to value; contains the task's primary metric
   */
  Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException;

  /**
   * Returns what became of every tensor when the arm started from weights; empty if it started at
   * random.
   */
  default List<TensorOrigin> origins() {
    return List.of();
  }
}
