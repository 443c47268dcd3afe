package org.vitmae.detection.model;

/**
 * How a two-stage detector's layers behind the pyramid are arranged, and what they learn by.
 *
 * @param proposalConvolutions of the first stage
 * @param boxConvolutions of the box head
 * @param boxLayers fully connected layers that follow them
 * @param norms whether the box head's convolutions and the mask head's have norms
 * @param samplingRatio samples per bin and axis of pooled regions; 0 for as many as a bin has cells
 * @param beta of the smooth L1 loss of boxes in both stages; 0 for L1
 * @param binaryMasks whether the share of a cell that an object covers is rounded to 0 or 1 before
 *     it is learned
 */
public record HeadDesign(
    int proposalConvolutions,
    int boxConvolutions,
    int boxLayers,
    boolean norms,
    int samplingRatio,
    double beta,
    boolean binaryMasks) {
  /** Lin et al. 2017 (feature pyramid networks) and He et al. 2017 (Mask R-CNN). */
  public static final HeadDesign FPN = new HeadDesign(1, 0, 2, false, 2, 1.0 / 9, false);

  /**
   * ViTDet's (Li et al. 2022, appendix A.2; what it does not say is detectron2's).
   *
   * <p>Differs from ViTDet: convolutions with a norm keep their bias.
   */
  public static final HeadDesign VITDET = new HeadDesign(2, 4, 1, true, 0, 0, true);
}
