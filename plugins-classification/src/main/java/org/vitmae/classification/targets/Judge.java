package org.vitmae.classification.targets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.vitmae.data.Batch;

/** Compares outputs with the truth, batch by batch. Not thread-safe. */
public interface Judge {
  /**
   * Counts the examples of a batch, but not its padding.
   *
   * @param outputs of the model, [N, C] row by row
   * @throws org.vitmae.data.DataException if an example has no such target
   */
  void add(float[] outputs, Batch batch);

  /**
   * Returns metric name to value; {@code loss} is the training's, without smoothing.
   *
   * @throws IllegalStateException if no example was counted
   */
  Map<String, Double> values();

  /** Writes what the report shows beyond numbers into a cell's folder. */
  void write(Path cellFolder) throws IOException;
}
