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

  /**
   * The size of an encoder or a decoder.
   *
   * @param width width of its tokens
   * @param depth how many blocks
   * @param heads attention heads of a block
   */
  public record Blocks(int width, int depth, int heads) {}

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

  /** Returns a model of these sizes; all else is as in {@code defaults.yaml}. */
  public static ModelConfig of(int patchSize, Blocks encoder, Blocks decoder) {
    return new ModelConfig(
        patchSize,
        encoder.width(),
        encoder.depth(),
        encoder.heads(),
        4,
        decoder.width(),
        decoder.depth(),
        decoder.heads(),
        true,
        Loss.L2,
        true,
        false,
        REFERENCE_EPS);
  }

  /** Returns the size of the encoder. */
  public Blocks encoder() {
    return new Blocks(embedDim, depth, numHeads);
  }

  /** Returns the size of the decoder. */
  public Blocks decoder() {
    return new Blocks(decoderEmbedDim, decoderDepth, decoderNumHeads);
  }

  /** Returns the same model with an encoder of another size. */
  public ModelConfig withEncoder(Blocks other) {
    return with(other, decoder(), maskTokensInEncoder, layerNormEps);
  }

  /** Returns the same model with a decoder of another size. */
  public ModelConfig withDecoder(Blocks other) {
    return with(encoder(), other, maskTokensInEncoder, layerNormEps);
  }

  /** Returns the same model with mask tokens in the encoder or without. */
  public ModelConfig withMaskTokensInEncoder(boolean inEncoder) {
    return with(encoder(), decoder(), inEncoder, layerNormEps);
  }

  /** Returns the same model with another layer-norm eps. */
  public ModelConfig withEps(double eps) {
    return with(encoder(), decoder(), maskTokensInEncoder, eps);
  }

  private ModelConfig with(Blocks encoder, Blocks decoder, boolean inEncoder, double eps) {
    return new ModelConfig(
        patchSize,
        encoder.width(),
        encoder.depth(),
        encoder.heads(),
        mlpRatio,
        decoder.width(),
        decoder.depth(),
        decoder.heads(),
        normPixLoss,
        loss,
        globalPool,
        inEncoder,
        eps);
  }

  private static void widthFits(String key, int heads, int width) {
    Range.check(width % heads == 0, key, heads, "a divisor of the width " + width);
  }
}
