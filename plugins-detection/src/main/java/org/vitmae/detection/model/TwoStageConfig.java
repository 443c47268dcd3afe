package org.vitmae.detection.model;

import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.detection.ops.AnchorLevel;
import org.vitmae.detection.ops.MultiScaleRoiAlign;

/**
 * What a two-stage detector is made of.
 *
 * @param classes K, without background
 * @param channels C of every level of the pyramid
 * @param hidden width of the box head's fully connected layers
 * @param masks whether it also draws outlines (Mask R-CNN)
 * @param design how the layers are arranged
 * @param anchors one entry per level of the pyramid, all with as many anchors per cell
 * @param boxPooling for the box head; reads all levels but the coarsest
 * @param maskPooling for the mask head
 * @param training chooses proposals in training
 * @param testing chooses proposals for finding
 * @param proposals trains the first stage
 * @param sampler draws what the second stage is trained on
 * @param selector turns the second stage's answers into detections
 */
public record TwoStageConfig(
    int classes,
    int channels,
    int hidden,
    boolean masks,
    HeadDesign design,
    List<AnchorLevel> anchors,
    MultiScaleRoiAlign boxPooling,
    MultiScaleRoiAlign maskPooling,
    ProposalSelector training,
    ProposalSelector testing,
    RpnLoss proposals,
    RoiSampler sampler,
    DetectionSelector selector) {
  private static final int BOX_BINS = 7;
  private static final int MASK_BINS = 14;
  private static final List<Double> RATIOS = List.of(0.5, 1.0, 2.0);

  public TwoStageConfig {
    anchors = List.copyOf(anchors);
  }

  /**
   * Returns the numbers of Lin et al. 2017 and He et al. 2017, which ViTDet has kept.
   *
   * @param smallestAnchor size of the finest level's anchors in pixels; it doubles from level to
   *     level
   * @param most how many detections of an image are left at most
   */
  public static TwoStageConfig of(
      int classes,
      int channels,
      int hidden,
      boolean masks,
      HeadDesign design,
      double smallestAnchor,
      int most) {
    return new TwoStageConfig(
        classes,
        channels,
        hidden,
        masks,
        design,
        IntStream.range(0, Pyramid.LEVELS)
            .mapToObj(level -> new AnchorLevel(List.of(smallestAnchor * (1 << level)), RATIOS))
            .toList(),
        MultiScaleRoiAlign.of(BOX_BINS, design.samplingRatio()),
        MultiScaleRoiAlign.of(MASK_BINS, design.samplingRatio()),
        ProposalSelector.TRAINING,
        ProposalSelector.TESTING,
        RpnLoss.of(design.beta()),
        RoiSampler.DEFAULT,
        DetectionSelector.of(most));
  }
}
