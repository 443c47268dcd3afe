package org.vitmae.model;

import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.masking.MaskSampler;
import org.vitmae.tensor.Precision;

/**
 * What a masked autoencoder costs, by arithmetic alone. A multiplication and an addition count as
 * two operations; norms, activations and softmax are left out, as is usual.
 */
public final class Cost {
  /** A backward pass costs twice its forward pass: gradients by inputs and by weights. */
  private static final int TRAIN_OVER_FORWARD = 3;

  private Cost() {}

  /** Returns L, the number of patches of an image. */
  public static int patches(ModelConfig model, DataConfig data) {
    return (data.imageHeight() / model.patchSize()) * (data.imageWidth() / model.patchSize());
  }

  /** Returns K, the number of patches the encoder sees: the integer part of L (1 - ratio). */
  public static int keptPatches(ModelConfig model, DataConfig data, MaskingConfig masking) {
    return MaskSampler.of(masking).lenKeep(patches(model, data));
  }

  /**
   * Returns how many patch tokens the encoder processes in pretraining: K, or L among mask tokens.
   */
  private static int encodedPatches(ModelConfig model, DataConfig data, MaskingConfig masking) {
    return model.maskTokensInEncoder() ? patches(model, data) : keptPatches(model, data, masking);
  }

  /** Returns the number of weights of encoder and decoder, the fixed position tables included. */
  public static long parameters(ModelConfig model, DataConfig data) {
    long tokens = 1L + patches(model, data);
    return trainableParameters(model, data) + tokens * (model.embedDim() + model.decoderEmbedDim());
  }

  /** Returns the number of weights that pretraining changes. */
  public static long trainableParameters(ModelConfig model, DataConfig data) {
    long width = model.embedDim();
    long decoderWidth = model.decoderEmbedDim();
    long pixels = patchPixels(model, data);
    long decoder =
        (width + 1) * decoderWidth
            + (model.maskTokensInEncoder() ? width : decoderWidth) // mask token
            + model.decoderDepth() * blockParameters(decoderWidth, model.mlpRatio())
            + 2 * decoderWidth
            + (decoderWidth + 1) * pixels;
    return trainableEncoderParameters(model, data) + decoder;
  }

  /** Returns the number of weights of an encoder, its fixed position table included. */
  public static long encoderParameters(ModelConfig model, DataConfig data) {
    return trainableEncoderParameters(model, data) + (1L + patches(model, data)) * model.embedDim();
  }

  private static long trainableEncoderParameters(ModelConfig model, DataConfig data) {
    long width = model.embedDim();
    return (patchPixels(model, data) + 1) * width // patch projection
        + width // class token
        + model.depth() * blockParameters(width, model.mlpRatio())
        + 2 * width; // last norm
  }

  /** Returns the number of weights of an encoder with a linear classifier. */
  public static long classifierParameters(ModelConfig model, DataConfig data, int classes) {
    return encoderParameters(model, data) + (model.embedDim() + 1L) * classes;
  }

  /**
   * Returns the weights of a linear classifier with its encoder that learn, frozen ones left out.
   */
  public static long tunedParameters(
      ModelConfig model, DataConfig data, int classes, TunedPart part) {
    if (part.isWhole()) {
      return classifierParameters(model, data, classes);
    }
    long width = model.embedDim();
    return part.branches() / 2 * blockParameters(width, model.mlpRatio())
        + part.branches() % 2 * (mlpParameters(width, model.mlpRatio()) + 2 * width)
        + 2 * width // last norm
        + (width + 1) * classes;
  }

  /**
   * Returns the operations of one training step of a classifier on whole images, per image: all of
   * the forward pass, and the backward pass through what learns.
   */
  public static double tuneFlopsPerImage(ModelConfig model, DataConfig data, TunedPart part) {
    double forward = classifierFlopsPerImage(model, data);
    double backward = TRAIN_OVER_FORWARD - 1;
    if (part.isWhole()) {
      return forward + backward * forward;
    }
    double tokens = 1 + patches(model, data);
    double width = model.embedDim();
    double tuned =
        part.branches() / 2 * blockFlops(tokens, width, model.mlpRatio())
            + part.branches() % 2 * mlpFlops(tokens, width, model.mlpRatio());
    return forward + backward * tuned;
  }

  /** Returns the operations of one forward pass of a classifier's encoder, per image. */
  public static double classifierFlopsPerImage(ModelConfig model, DataConfig data) {
    int patches = patches(model, data);
    return encoderFlops(model, patches)
        + 2.0 * patches * patchPixels(model, data) * model.embedDim();
  }

  static long blockParameters(long width, double mlpRatio) {
    long attention = (width + 1) * 3 * width + (width + 1) * width;
    return attention + mlpParameters(width, mlpRatio) + 4 * width; // and two norms
  }

  private static long mlpParameters(long width, double mlpRatio) {
    long hidden = (long) (width * mlpRatio);
    return (width + 1) * hidden + (hidden + 1) * width;
  }

  /**
   * Returns the operations of one forward pass of the encoder over K kept patches and a class
   * token.
   */
  static double encoderFlops(ModelConfig model, int keptPatches) {
    return model.depth() * blockFlops(keptPatches + 1, model.embedDim(), model.mlpRatio());
  }

  /** Returns the operations of one forward pass of the decoder's blocks over all tokens. */
  static double decoderFlops(ModelConfig model, DataConfig data) {
    return model.decoderDepth()
        * blockFlops(patches(model, data) + 1, model.decoderEmbedDim(), model.mlpRatio());
  }

  /** Returns the operations of one training step of pretraining, per image. */
  public static double pretrainFlopsPerImage(
      ModelConfig model, DataConfig data, MaskingConfig masking) {
    int kept = keptPatches(model, data, masking);
    int encoded = encodedPatches(model, data, masking);
    double width = model.embedDim();
    double decoderWidth = model.decoderEmbedDim();
    double pixels = patchPixels(model, data);
    double projections =
        2 * kept * pixels * width // only kept patches are projected
            + 2 * (encoded + 1) * width * decoderWidth
            + 2 * (patches(model, data) + 1) * decoderWidth * pixels;
    return TRAIN_OVER_FORWARD
        * (encoderFlops(model, encoded) + decoderFlops(model, data) + projections);
  }

  /** Returns the operations of one forward pass of a block over n tokens. */
  private static double blockFlops(double tokens, double width, double mlpRatio) {
    return tokenFlops(tokens, width, mlpRatio) + 4 * tokens * tokens * width;
  }

  /** Returns the same without the products of tokens with each other. */
  static double tokenFlops(double tokens, double width, double mlpRatio) {
    return 2 * tokens * width * width * 4 + mlpFlops(tokens, width, mlpRatio);
  }

  private static double mlpFlops(double tokens, double width, double mlpRatio) {
    return 2 * tokens * width * width * 2 * mlpRatio;
  }

  /**
   * Predicts the memory of pretraining on a CPU: weights, gradients, two moments, what the backward
   * pass needs of the forward pass, and as much again for the block it is at. The program itself
   * (some 0.5 GB) comes on top. A GPU takes less in bf16, where its attention keeps no scores.
   */
  public static long pretrainMemoryBytes(
      ModelConfig model,
      DataConfig data,
      MaskingConfig masking,
      int batchSize,
      Precision precision) {
    boolean reduced = precision == Precision.BF16;
    long weights = trainableParameters(model, data) * (4 * Float.BYTES + (reduced ? 2 : 0));
    double encoderBlock =
        blockActivations(
            encodedPatches(model, data, masking) + 1,
            model.embedDim(),
            model.numHeads(),
            model.mlpRatio(),
            reduced);
    double decoderBlock =
        blockActivations(
            patches(model, data) + 1,
            model.decoderEmbedDim(),
            model.decoderNumHeads(),
            model.mlpRatio(),
            reduced);
    double blocks =
        model.depth() * encoderBlock
            + model.decoderDepth() * decoderBlock
            + Math.max(encoderBlock, decoderBlock);
    // Images, targets, prediction, its difference and its gradient.
    double pixels = 5.0 * Float.BYTES * patches(model, data) * patchPixels(model, data);
    return weights + (long) (batchSize * (blocks + pixels));
  }

  /**
   * Returns the bytes a block keeps for its backward pass: per token the two residual streams in 32
   * bits, and in the precision of the products two norms, query, key and value, the attention's
   * output and its projection, and the MLP's hidden layer before and after the activation; in
   * reduced precision, where attention is not fused, its scores too.
   */
  private static double blockActivations(
      double tokens, double width, int heads, double mlpRatio, boolean reduced) {
    int bytes = reduced ? 2 : Float.BYTES;
    double scores = reduced ? heads * tokens * tokens * bytes : 0;
    return tokens * width * (2 * Float.BYTES + bytes * (2 + 3 + 2 + 2 * mlpRatio)) + scores;
  }

  private static long patchPixels(ModelConfig model, DataConfig data) {
    return (long) model.patchSize() * model.patchSize() * data.channels();
  }
}
