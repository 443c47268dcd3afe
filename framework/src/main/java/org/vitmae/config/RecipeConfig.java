package org.vitmae.config;

/**
 * How something is trained; pretraining, probing, fine-tuning and baselines all use this record.
 *
 * @param optimizer which update rule
 * @param epochs passes over the training images
 * @param batchSize images per micro-batch
 * @param accumulation micro-batches per optimizer update
 * @param baseLearningRate rate per 256 images; the rate used is {@link #learningRate()}
 * @param minLearningRate where cosine and line end; 0 for steps
 * @param decay how the rate falls after the warm-up
 * @param warmupEpochs epochs of linear warm-up from 0; may be fractional
 * @param weightDecay decoupled decay of matrices
 * @param beta1 decay of the first moment (momentum for LARS)
 * @param beta2 decay of the second moment
 * @param clipGradNorm greatest total norm of the gradient; 0 switches clipping off
 * @param layerDecay factor of the learning rate from each block to the one below; 1 switches it off
 * @param dropPath greatest probability of skipping a residual branch
 * @param labelSmoothing share of the target spread over all classes
 * @param emaDecay decay of the averaged weights; 0 switches averaging off
 * @param augment how training images are varied
 * @param validateEveryEpochs epochs from one validation to the next; 0 never validates
 * @param patience validations without improvement before training stops; 0 never stops early
 * @param checkpointEveryEpochs epochs from one checkpoint to the next
 * @param keepLast how many of the newest checkpoints stay on disk
 * @param logEverySteps steps from one line of metrics.csv to the next
 * @param mix how the images of a batch are mixed with each other
 */
public record RecipeConfig(
    OptimizerKind optimizer,
    int epochs,
    int batchSize,
    int accumulation,
    double baseLearningRate,
    double minLearningRate,
    Decay decay,
    double warmupEpochs,
    double weightDecay,
    double beta1,
    double beta2,
    double clipGradNorm,
    double layerDecay,
    double dropPath,
    double labelSmoothing,
    double emaDecay,
    AugmentConfig augment,
    int validateEveryEpochs,
    int patience,
    int checkpointEveryEpochs,
    int keepLast,
    int logEverySteps,
    MixConfig mix) {
  /** Update rules. */
  public enum OptimizerKind {
    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
    ADAMW,
    /** Layer-wise adaptive rates (You et al. 2017), as the paper's linear probe uses it. */
    LARS
  }

  /** Ways of a learning rate to fall. */
  public enum Decay {
    /** Along half a cosine (He et al. 2021, appendix A). */
    COSINE,
    /** Along a line. */
    LINEAR,
    /**
     * To a tenth after 89 %, to a hundredth after 96 % of all updates (Li et al. 2022, appendix
     * A.2).
     */
    STEPS
  }

  public RecipeConfig {
    Range.atLeast("epochs", epochs, 1);
    Range.atLeast("batch-size", batchSize, 1);
    Range.atLeast("accumulation", accumulation, 1);
    Range.atLeast("base-learning-rate", baseLearningRate, 0);
    Range.atLeast("min-learning-rate", minLearningRate, 0);
    Range.check(
        minLearningRate == 0 || decay != Decay.STEPS,
        "min-learning-rate",
        minLearningRate,
        "0, as decay is steps, which end at a hundredth of the rate");
    Range.check(
        warmupEpochs >= 0 && warmupEpochs <= epochs,
        "warmup-epochs",
        warmupEpochs,
        "from 0 to %d, the epochs; lower it, or raise epochs".formatted(epochs));
    Range.atLeast("weight-decay", weightDecay, 0);
    Range.within("beta1", beta1, 0, 0.999999);
    Range.within("beta2", beta2, 0, 0.999999);
    Range.atLeast("clip-grad-norm", clipGradNorm, 0);
    Range.within("layer-decay", layerDecay, 0.01, 1);
    Range.within("drop-path", dropPath, 0, 0.99);
    Range.within("label-smoothing", labelSmoothing, 0, 0.99);
    Range.within("ema-decay", emaDecay, 0, 0.999999);
    Range.atLeast("validate-every-epochs", validateEveryEpochs, 0);
    Range.atLeast("patience", patience, 0);
    Range.atLeast("checkpoint-every-epochs", checkpointEveryEpochs, 1);
    Range.atLeast("keep-last", keepLast, 1);
    Range.atLeast("log-every-steps", logEverySteps, 1);
    Range.check(
        clipGradNorm == 0 || optimizer != OptimizerKind.LARS,
        "clip-grad-norm",
        clipGradNorm,
        "0, as lars does not clip");
  }

  /** Tells whether another recipe trains the same weights: it may log and save at other times. */
  public boolean trainsLike(RecipeConfig other) {
    return new RecipeConfig(
            optimizer,
            epochs,
            batchSize,
            accumulation,
            baseLearningRate,
            minLearningRate,
            decay,
            warmupEpochs,
            weightDecay,
            beta1,
            beta2,
            clipGradNorm,
            layerDecay,
            dropPath,
            labelSmoothing,
            emaDecay,
            augment,
            validateEveryEpochs,
            patience,
            other.checkpointEveryEpochs,
            other.keepLast,
            other.logEverySteps,
            mix)
        .equals(other);
  }

  /** Returns the number of images per optimizer update. */
  public int effectiveBatchSize() {
    return batchSize * accumulation;
  }

  /** Returns the peak learning rate, {@link #scaledLearningRate} of the effective batch. */
  public double learningRate() {
    return scaledLearningRate(baseLearningRate, effectiveBatchSize());
  }

  /** Returns base rate times images per update over 256 (Goyal et al. 2017). */
  public static double scaledLearningRate(double baseLearningRate, long effectiveBatchSize) {
    return baseLearningRate * effectiveBatchSize / 256;
  }
}
