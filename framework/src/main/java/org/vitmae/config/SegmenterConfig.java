package org.vitmae.config;

import java.util.List;

/**
 * The shape of what tells the class of every pixel, and how it looks at images of any size (task
 * {@code segmentation}).
 *
 * @param channels of the head's maps; protocol {@code per-pixel} has none, {@code unet} has that
 *     many in its coarsest maps and a sixteenth in its finest
 * @param dropout probability that a channel of the head's last map is left out in training
 * @param auxiliaryWeight weight of the loss of protocol {@code upernet}'s auxiliary head; 0 leaves
 *     that head out
 * @param loss what is minimized
 * @param instances whether the distance to the own object's border is learned beside the classes,
 *     so that touching objects can be told apart
 * @param inference how images larger than the model's are looked at
 * @param overlap share of a window's side that neighboring windows have in common
 * @param flip whether mirrored images are looked at too and probabilities averaged
 * @param scales sizes relative to the image's own whose probabilities are averaged
 * @param relativePositions whether attention also learns a bias for every distance of two patches,
 *     starting from 0
 * @param activationCheckpointing whether the backward pass computes each block again instead of
 *     keeping what it needs of it: a third more time for a fraction of the memory
 */
public record SegmenterConfig(
    int channels,
    double dropout,
    double auxiliaryWeight,
    SegmentationLossConfig loss,
    boolean instances,
    Inference inference,
    double overlap,
    boolean flip,
    List<Double> scales,
    boolean relativePositions,
    boolean activationCheckpointing) {
  /** Ways to look at an image that is larger than the model's. */
  public enum Inference {
    /** By windows of the model's size that overlap; their scores are averaged. */
    WINDOW,
    /** The whole image at once, brought to the model's size. */
    WHOLE
  }

  public SegmenterConfig {
    Range.within("channels", channels, 8, 4096);
    Range.within("dropout", dropout, 0, 0.9);
    Range.atLeast("auxiliary-weight", auxiliaryWeight, 0);
    Range.within("overlap", overlap, 0, 0.9);
    scales = List.copyOf(scales);
    Range.check(
        !scales.isEmpty() && scales.stream().allMatch(scale -> scale >= 0.1 && scale <= 10),
        "scales",
        scales,
        "one number or more, each from 0.1 to 10");
  }

  /** Returns how many scores a pixel has: one per class, and one more where relief is learned. */
  public int scores(int classes) {
    return classes + (instances ? 1 : 0);
  }
}
