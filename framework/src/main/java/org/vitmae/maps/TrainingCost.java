package org.vitmae.maps;

import org.vitmae.model.MapEncoderCost;

/**
 * What a model on a {@link MapEncoder} costs, by arithmetic alone.
 *
 * @param parameters number of weights
 * @param frozen how many of them do not learn
 * @param flopsPerImage operations of one forward pass
 * @param trainFlopsPerImage operations of forward and backward pass, blocks that are computed again
 *     included
 */
public record TrainingCost(
    long parameters, long frozen, double flopsPerImage, double trainFlopsPerImage) {
  private static final int TRAIN_OVER_FORWARD = 3;

  /**
   * Counts a model.
   *
   * @param layers all that is not part of the encoder, for one image
   * @param activationCheckpointing whether the encoder's blocks are computed again in the backward
   *     pass
   */
  public static TrainingCost of(
      MapEncoderCost encoder, LayerCost layers, boolean activationCheckpointing) {
    double kept = encoder.projectionFlops() + layers.flops();
    int blockPasses = TRAIN_OVER_FORWARD + (activationCheckpointing ? 1 : 0);
    return new TrainingCost(
        encoder.parameters() + layers.parameters(),
        encoder.frozen(),
        kept + encoder.blockFlops(),
        TRAIN_OVER_FORWARD * kept + blockPasses * encoder.blockFlops());
  }
}
