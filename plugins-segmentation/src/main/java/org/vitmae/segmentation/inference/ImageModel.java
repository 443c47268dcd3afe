package org.vitmae.segmentation.inference;

import org.vitmae.data.Batch;

/** Predicts the classes of a whole image. */
@FunctionalInterface
public interface ImageModel {
  /**
   * Predicts an image of a batch that evaluation sees.
   *
   * @return in the source image's own pixels
   */
  Prediction of(Batch batch, int index);
}
