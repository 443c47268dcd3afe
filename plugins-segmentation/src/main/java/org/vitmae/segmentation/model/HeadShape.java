package org.vitmae.segmentation.model;

import org.vitmae.maps.Convolution;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/**
 * What a head is made for.
 *
 * @param width D of the encoder
 * @param depth number of the encoder's blocks
 * @param patchSize pixels of a patch's side
 * @param channels of the head's own maps
 * @param scores K
 */
record HeadShape(int width, int depth, int patchSize, int channels, int scores) {
  private static final double SCORE_STD = 0.01;

  /** Makes the layer that turns a head's last map, of {@code in} channels, into scores. */
  Convolution classifier(Weights weights, int in) {
    return Convolution.create(weights, "classify", in, scores, 1, SCORE_STD, 0);
  }

  LayerCost classifierCost(int in, double cells) {
    return LayerCost.convolution(in, scores, 1, cells);
  }
}
