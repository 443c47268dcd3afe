package org.vitmae.config;

/**
 * The shape of a detector on a Vision Transformer (task {@code detection}).
 *
 * @param pyramid how feature maps of several strides are made
 * @param channels of every level of the pyramid
 * @param towerDepth convolutions of each branch of protocol {@code fcos}
 * @param heads what finds objects on the pyramid (protocols {@code faster-rcnn} and {@code
 *     mask-rcnn})
 * @param hiddenWidth width of the box head's fully connected layers (likewise)
 * @param smallestAnchor side in pixels of the finest level's anchors, doubled from level to level
 *     (likewise)
 * @param maxDetections how many detections of an image are kept
 * @param window side in patches of the windows that attention is restricted to; 0 for none
 * @param globalBlocks how many blocks, at equal distances, attend to the whole image all the same
 * @param relativePositions whether attention also learns a bias for every distance of two patches,
 *     starting from 0
 * @param activationCheckpointing whether the backward pass computes each block again instead of
 *     keeping what it needs of it: a third more time for a fraction of the memory
 */
public record DetectorConfig(
    PyramidKind pyramid,
    int channels,
    int towerDepth,
    Heads heads,
    int hiddenWidth,
    double smallestAnchor,
    int maxDetections,
    int window,
    int globalBlocks,
    boolean relativePositions,
    boolean activationCheckpointing) {
  /** Pyramids. */
  public enum PyramidKind {
    /** Every level from the last block (Li et al. 2022, "ViTDet"). */
    SIMPLE,
    /** Four blocks at equal distances and a feature pyramid network (He et al. 2021, sec. 4.4). */
    BLOCKS
  }

  /** Designs of two-stage heads. */
  public enum Heads {
    /** Two fully connected layers for each region (Lin et al. 2017, He et al. 2017). */
    FPN,
    /** Four convolutions with norms and one layer for each region (Li et al. 2022, "ViTDet"). */
    VITDET
  }

  public DetectorConfig {
    Range.within("channels", channels, 8, 4096);
    Range.within("tower-depth", towerDepth, 0, 16);
    Range.atLeast("hidden-width", hiddenWidth, 1);
    Range.atLeast("smallest-anchor", smallestAnchor, 1);
    Range.atLeast("max-detections", maxDetections, 1);
    Range.atLeast("window", window, 0);
    Range.atLeast("global-blocks", globalBlocks, 0);
  }
}
