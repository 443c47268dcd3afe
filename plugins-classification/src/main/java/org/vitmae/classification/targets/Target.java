package org.vitmae.classification.targets;

import org.vitmae.classification.mixing.Mix;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Prediction;
import org.vitmae.train.TrainingLoss;

/** What an arm learns to tell about an image. */
public interface Target {
  /** Returns the number of outputs, C. */
  int width();

  /** Returns how outputs are compared with {@link #rows}. */
  TrainingLoss loss();

  /**
   * Returns what the outputs of a batch should be in training, [N, C] row by row.
   *
   * @param mix how its images were mixed
   * @throws org.vitmae.data.DataException if an example has no such target
   */
  float[] rows(Batch batch, Mix mix);

  /**
   * Returns what outputs say about a single image.
   *
   * @param outputs of the model, [C]
   */
  Prediction answer(float[] outputs);

  /** Returns a judge that has seen nothing yet. */
  Judge judge();
}
