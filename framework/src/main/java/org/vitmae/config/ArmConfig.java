package org.vitmae.config;

/**
 * One arm of a comparison.
 *
 * @param task the task's name, for instance {@code classification}
 * @param protocol how the task is learned; the task names its choices
 * @param initialization where the encoder's weights come from
 * @param labelsPerClass labelled training images per class, drawn by the seed; 0 takes all
 * @param train the recipe
 */
public record ArmConfig(
    String task,
    String protocol,
    Initialization initialization,
    int labelsPerClass,
    RecipeConfig train) {
  /** Where an encoder starts from. */
  public enum Initialization {
    /** The encoder pretrained by this experiment with the same seed. */
    MAE,
    /** The reference's random initialization. */
    RANDOM,
    /** The encoder of the file or folder that the experiment's {@code weights} names. */
    WEIGHTS
  }

  public ArmConfig {
    Range.atLeast("labels-per-class", labelsPerClass, 0);
  }
}
