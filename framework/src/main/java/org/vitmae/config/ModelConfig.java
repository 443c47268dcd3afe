package org.vitmae.config;

/**
 * The shape of the masked autoencoder. Widths, depths and heads come from the preset unless given.
 *
 * @param patchSize side of a patch in pixels
 * @param embedDim encoder width D
 * @param depth encoder blocks
 * @param numHeads encoder attention heads
 * @param mlpRatio hidden width of a block's MLP over its width
 * @param decoderEmbedDim decoder width
 * @param decoderDepth decoder blocks
 * @param decoderNumHeads decoder attention heads
 * @param normPixLoss whether each target patch is normalized by its own mean and deviation
 * @param loss distance between prediction and target
 * @param globalPool whether a classifier reads the mean of the patch tokens instead of the class
 *     token
 * @param maskTokensInEncoder whether the encoder processes mask tokens in the place of removed
 *     patches (table 1c of the paper), several times the cost of leaving them to the decoder
 * @param layerNormEps added to the variance in every layer norm
 */
public record ModelConfig(
    int patchSize,
    int embedDim,
    int depth,
    int numHeads,
    double mlpRatio,
    int decoderEmbedDim,
    int decoderDepth,
    int decoderNumHeads,
    boolean normPixLoss,
    Loss loss,
    boolean globalPool,
    boolean maskTokensInEncoder,
    double layerNormEps) {
  /** The reference's layer-norm eps, everywhere. */
  public static final double REFERENCE_EPS = 1e-6;

  /** Distances between predicted and true pixels. */
  public enum Loss {
    /** Squared difference, as in the paper. */
    L2,
    /** Absolute difference. */
    L1
  }

  public ModelConfig {
    Range.atLeast("patch-size", patchSize, 1);
    Range.atLeast("embed-dim", embedDim, 4);
    Range.atLeast("depth", depth, 1);
    Range.atLeast("num-heads", numHeads, 1);
    Range.atLeast("mlp-ratio", mlpRatio, 0.1);
    Range.atLeast("decoder-embed-dim", decoderEmbedDim, 4);
    Range.atLeast("decoder-depth", decoderDepth, 1);
    Range.atLeast("decoder-num-heads", decoderNumHeads, 1);
    Range.within("layer-norm-eps", layerNormEps, 1e-15, 1e-2);
    widthFits("num-heads", numHeads, embedDim);
    widthFits("decoder-num-heads", decoderNumHeads, decoderEmbedDim);
    Range.check(embedDim % 4 == 0, "embed-dim", embedDim, "a multiple of 4 (sin-cos table)");
    Range.check(
        decoderEmbedDim % 4 == 0,
        "decoder-embed-dim",
        decoderEmbedDim,
        "a multiple of 4 (sin-cos table)");
  }

  /** Returns the same shape with another layer-norm eps. */
  public ModelConfig withEps(double eps) {
    return new ModelConfig(
        patchSize,
        embedDim,
        depth,
        numHeads,
        mlpRatio,
        decoderEmbedDim,
        decoderDepth,
        decoderNumHeads,
        normPixLoss,
        loss,
        globalPool,
        maskTokensInEncoder,
        eps);
  }

  private static void widthFits(String key, int heads, int width) {
    Range.check(width % heads == 0, key, heads, "a divisor of the width " + width);
  }
}
