package org.vitmae.model;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.config.ModelConfig;

/**
 * The masked autoencoder (He et al. 2021): an encoder that sees the visible patches, a light
 * decoder that predicts the pixels of the removed ones.
 *
 * <p>Differs from the reference in order only: the decoder works on the tokens in the mask's
 * shuffled order, visible ones first, each with its own position. Attention does not care about
 * order, so every value is the same, but nothing has to be scattered back, and the removed patches
 * are the last L - K tokens: only they are predicted in training.
 *
 * <p>With {@code mask-tokens-in-encoder} (table 1c, "encoder w/ [M]") it is the encoder that gets
 * the mask tokens, of its own width; the decoder then works on its L + 1 tokens and adds none.
 */
public final class MaskedAutoencoder {
  /** Added to the variance of a target patch. */
  private static final double TARGET_EPS = 1e-6;

  private final ModelConfig config;
  private final VisionTransformer encoder;
  private final LayerNorm norm;
  private final Linear decoderEmbed;
  private final Tensor maskToken; // [1, 1, E], or [1, 1, D] if the encoder sees mask tokens
  private final Tensor decoderPosEmbed; // [1, 1 + L, E]
  private final List<TransformerBlock> decoderBlocks;
  private final LayerNorm decoderNorm;
  private final Linear decoderPred;

  public MaskedAutoencoder(Weights weights, ModelConfig config, PatchGrid grid) {
    int width = config.decoderEmbedDim();
    this.config = config;
    this.encoder = new VisionTransformer(weights, config, grid);
    this.norm = LayerNorm.create(weights, "norm", config.embedDim(), config.layerNormEps());
    this.decoderEmbed = Linear.create(weights, "decoder_embed", config.embedDim(), width);
    this.maskToken =
        config.maskTokensInEncoder()
            ? weights.normal("encoder_mask_token", 0.02, 1, 1, config.embedDim())
            : weights.normal("mask_token", 0.02, 1, 1, width);
    this.decoderPosEmbed =
        weights.frozen(
            "decoder_pos_embed",
            SinCosPositions.table(width, grid.rows(), grid.columns(), true),
            1,
            1 + grid.length(),
            width);
    this.decoderBlocks =
        IntStream.range(0, config.decoderDepth())
            .mapToObj(
                i ->
                    new TransformerBlock(
                        weights,
                        "decoder_blocks",
                        i,
                        width,
                        config.mlpRatio(),
                        config.layerNormEps(),
                        own -> Attention.global(own, width, config.decoderNumHeads())))
            .toList();
    this.decoderNorm = LayerNorm.create(weights, "decoder_norm", width, config.layerNormEps());
    this.decoderPred = Linear.create(weights, "decoder_pred", width, grid.patchValues());
  }

  /** Returns the encoder. */
  public VisionTransformer encoder() {
    return encoder;
  }

  /**
   * Returns the training loss: the mean over all values of the removed patches (section 3,
   * "Reconstruction target").
   *
   * @return scalar
   */
  public Tensor loss(PatchedImages images, MaskIndices mask) {
    return distance(images, mask, Reduction.Mean);
  }

  /** Returns the loss of each image, [N]. */
  public Tensor losses(PatchedImages images, MaskIndices mask) {
    ScalarTypeOptional type = new ScalarTypeOptional(ScalarType.Float);
    return distance(images, mask, Reduction.None).mean(new long[] {1, 2}, false, type);
  }

  private Tensor distance(PatchedImages images, MaskIndices mask, Reduction reduction) {
    Tensor tokens = decode(latent(images, mask, FeatureTap.NONE), mask, FeatureTap.NONE);
    long visible = mask.keepRows().size(0) / images.size();
    Tensor removed = tokens.narrow(1, 1 + visible, tokens.size(1) - 1 - visible);
    Tensor target = target(images.select(mask.removedRows())); // [N, L - K, P * P * C]
    Tensor pred = decoderPred.apply(decoderNorm.apply(removed)).to(target.scalar_type());
    return switch (config.loss()) {
      case L2 -> torch.mse_loss(pred, target, reduction.value);
      case L1 -> torch.l1_loss(pred, target, reduction.value);
    };
  }

  /**
   * Returns what a probe of the frozen encoder reads of whole images: after the final norm the mean
   * of the patch tokens, or the class token, [N, D].
   */
  public Tensor features(PatchedImages images) {
    Tensor x = norm.apply(encoder.encode(images, DropPath.NONE, FeatureTap.NONE)); // [N, 1 + L, D]
    return config.globalPool() ? x.narrow(1, 1, x.size(1) - 1).mean(1) : x.select(1, 0);
  }

  /**
   * Encodes the visible patches, among mask tokens if the model wants those in the encoder.
   *
   * @return [N, 1 + K, D], with mask tokens [N, 1 + L, D], after the final norm, class token first,
   *     then the mask's order
   */
  public Tensor latent(PatchedImages images, MaskIndices mask, FeatureTap tap) {
    Tensor latent =
        norm.apply(
            config.maskTokensInEncoder()
                ? encoder.encodeMasked(images, mask, maskToken, tap)
                : encoder.encodeVisible(images, mask, tap));
    tap.see("norm", latent);
    return latent;
  }

  /**
   * Predicts every patch, visible ones included, as the reference's forward pass does.
   *
   * @return [N, L, P * P * C] in the mask's order: pixels, or normalized pixels if the model was
   *     trained on those
   */
  public Tensor predict(PatchedImages images, MaskIndices mask, FeatureTap tap) {
    Tensor tokens = decode(latent(images, mask, tap), mask, tap);
    return decoderPred.apply(decoderNorm.apply(tokens.narrow(1, 1, tokens.size(1) - 1)));
  }

  /**
   * Returns what a patch should be predicted as: itself, or itself with mean 0 and deviation 1.
   *
   * <p>The deviation is the unbiased one: layer normalization divides by the root of the biased
   * variance plus eps, so both eps and result are scaled by (m - 1) / m for m values.
   *
   * @param patches float [..., P * P * C]
   */
  public Tensor target(Tensor patches) {
    if (!config.normPixLoss()) {
      return patches;
    }
    long values = patches.size(-1);
    double unbiased = (values - 1.0) / values;
    TensorOptional none = new TensorOptional();
    return torch
        .layer_norm(patches, new long[] {values}, none, none, TARGET_EPS * unbiased, false)
        .mul(new Scalar(Math.sqrt(unbiased)));
  }

  private Tensor decode(Tensor latent, MaskIndices mask, FeatureTap tap) {
    Tensor x = decoderEmbed.apply(latent); // [N, 1 + K, E] or [N, 1 + L, E]
    tap.see("decoder_embed", x);
    long n = x.size(0);
    long width = x.size(2);
    long tokens = mask.positions().size(0) / n; // 1 + L
    if (!config.maskTokensInEncoder()) {
      Tensor missing = maskToken.to(x.scalar_type()).expand(n, tokens - x.size(1), width);
      x = torch.cat(new TensorVector(x, missing), 1); // [N, 1 + L, E]
    }
    Tensor positions = torch.index_select(decoderPosEmbed.select(0, 0), 0, mask.positions());
    x = x.add(positions.view(n, tokens, width));
    for (TransformerBlock block : decoderBlocks) {
      x = block.apply(x, DropPath.NONE, tap);
      tap.see(block.name(), x);
    }
    return x;
  }
}
