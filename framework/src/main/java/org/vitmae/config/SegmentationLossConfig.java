package org.vitmae.config;

import java.util.List;

/**
 * What a segmenter minimizes: a weighted sum of losses over the labeled pixels.
 *
 * @param crossEntropy weight of the cross-entropy
 * @param dice weight of the soft Dice loss
 * @param focal weight of the focal loss
 * @param classWeights how much a pixel of each class counts in the cross-entropy; empty for equal
 *     weights
 */
public record SegmentationLossConfig(
    double crossEntropy, double dice, double focal, List<Double> classWeights) {
  public SegmentationLossConfig {
    Range.atLeast("cross-entropy", crossEntropy, 0);
    Range.atLeast("dice", dice, 0);
    Range.atLeast("focal", focal, 0);
    Range.check(
        crossEntropy + dice + focal > 0,
        "cross-entropy",
        crossEntropy,
        "greater than 0 while dice and focal are 0");
    classWeights = List.copyOf(classWeights);
    Range.check(
        classWeights.stream().allMatch(weight -> weight >= 0)
            && (classWeights.isEmpty() || classWeights.stream().anyMatch(weight -> weight > 0)),
        "class-weights",
        classWeights,
        "at least 0 each, and one of them greater");
    Range.check(
        classWeights.isEmpty() || crossEntropy > 0,
        "class-weights",
        classWeights,
        "empty, since cross-entropy is 0 and no other loss uses them");
  }
}
