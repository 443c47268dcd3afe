package org.vitmae.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One arm of a comparison.
 *
 * @param task the task's name, for instance {@code classification}
 * @param protocol how the task is learned; the task names its choices
 * @param initialization where the encoder's weights come from
 * @param labelsPerClass labeled training images per class, drawn by the seed; 0 takes all
 * @param train the recipe
 * @param blocks encoder blocks that protocol {@code partial-fine-tune} tunes, counted from the
 *     last, in steps of a half; other protocols do not use it
 * @param head the shape of an MLP head
 * @param labelFraction share of each class's labeled training images, at least one image, drawn by
 *     the seed; 1 takes all
 * @param variant the variant whose model it has and whose pretraining it starts from; empty for the
 *     experiment's own
 * @param axis where it stands if {@code each} made it
 * @param regressionLoss what task {@code regression} trains with: the mean square or the mean
 *     absolute error of standardized values; other tasks do not use it
 * @param detector the shape of a detector; only task {@code detection} uses it
 * @param segmenter the shape of a segmenter; only task {@code segmentation} uses it
 * @param weights file or folder of weights to start from instead of the experiment's; empty for
 *     those
 * @param options what a plugin's task can be told beyond these keys, by name; as text, and in the
 *     order of the names, so that a definition has one form
 */
public record ArmConfig(
    String task,
    String protocol,
    Initialization initialization,
    int labelsPerClass,
    RecipeConfig train,
    double blocks,
    HeadConfig head,
    double labelFraction,
    String variant,
    AxisConfig axis,
    ModelConfig.Loss regressionLoss,
    DetectorConfig detector,
    SegmenterConfig segmenter,
    String weights,
    Map<String, String> options) {
  /** Where an encoder starts from. */
  public enum Initialization {
    /** The encoder pretrained by this experiment with the same seed. */
    MAE,
    /** The reference's random initialization. */
    RANDOM,
    /**
     * The encoder of the file or folder that {@code weights} names, the arm's or the experiment's.
     */
    WEIGHTS
  }

  public ArmConfig {
    Range.atLeast("labels-per-class", labelsPerClass, 0);
    Range.check(
        blocks >= 0 && 2 * blocks == Math.rint(2 * blocks),
        "blocks",
        blocks,
        "0 or more in steps of 0.5");
    Range.check(
        labelFraction > 0 && labelFraction <= 1,
        "label-fraction",
        labelFraction,
        "greater than 0, and 1 at most");
    Range.check(
        labelFraction == 1 || labelsPerClass == 0,
        "label-fraction",
        labelFraction,
        "1 beside labels-per-class " + labelsPerClass + "; give one of the two");
    Range.check(
        weights.isEmpty() || initialization == Initialization.WEIGHTS,
        "weights",
        weights,
        "empty, since initialization is not weights");
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }
}
