package org.vitmae.model;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.config.ModelConfig;

/**
 * The Vision Transformer encoder (Dosovitskiy et al. 2020) with the parameter names of the MAE
 * reference.
 *
 * <p>{@link #encode} never masks; {@link #encodeVisible} sees only the patches it is given, {@link
 * #encodeMasked} mask tokens in the place of the others. T is the number of tokens: the patches
 * and, before them, the class token, if there is one.
 */
public final class VisionTransformer {
  private final PatchGrid grid;
  private final Tensor clsToken; // [1, 1, D]
  private final boolean withClassToken;
  private final Tensor posEmbed; // [1, 1 + L, D]
  private final PatchEmbedding patchEmbed;
  private final List<TransformerBlock> blocks;
  private final Backpropagation backpropagation;

  private VisionTransformer(
      Weights weights,
      ModelConfig config,
      PatchGrid grid,
      boolean withClassToken,
      BiFunction<Integer, Weights, Attention> attention,
      Backpropagation backpropagation) {
    int width = config.embedDim();
    this.grid = grid;
    this.withClassToken = withClassToken;
    this.backpropagation = backpropagation;
    this.clsToken = weights.normal("cls_token", 0.02, 1, 1, width);
    this.clsToken.set_requires_grad(withClassToken);
    this.posEmbed =
        weights.frozen(
            "pos_embed",
            SinCosPositions.table(width, grid.rows(), grid.columns(), true),
            1,
            1 + grid.length(),
            width);
    this.posEmbed.set_requires_grad(!withClassToken);
    this.patchEmbed = new PatchEmbedding(weights.child("patch_embed"), grid, width);
    this.blocks =
        IntStream.range(0, config.depth())
            .mapToObj(
                i ->
                    new TransformerBlock(
                        weights,
                        "blocks",
                        i,
                        width,
                        config.mlpRatio(),
                        config.layerNormEps(),
                        own -> attention.apply(i, own)))
            .toList();
  }

  /**
   * Makes an encoder with a class token, whose tokens all attend to each other; its position table
   * is the frozen sine-cosine one.
   */
  public VisionTransformer(Weights weights, ModelConfig config, PatchGrid grid) {
    this(
        weights,
        config,
        grid,
        true,
        (block, own) -> Attention.global(own, config.embedDim(), config.numHeads()),
        Backpropagation.KEEPING);
  }

  /**
   * Makes an encoder of whole images that has no class token, for feature maps (Li et al. 2022,
   * section 3). The token stays among its tensors, but nothing reads it and it does not learn; the
   * position table does.
   *
   * @param backpropagation runs the blocks; the gradients of a loss are computed by its {@code
   *     backward}
   */
  public static VisionTransformer ofPatches(
      Weights weights,
      ModelConfig config,
      PatchGrid grid,
      AttentionLayout layout,
      Backpropagation backpropagation) {
    return new VisionTransformer(
        weights,
        config,
        grid,
        false,
        (block, own) ->
            Attention.within(
                layout.windows(block, config.depth(), grid),
                layout.relativePositions(),
                own,
                config.embedDim(),
                config.numHeads()),
        backpropagation);
  }

  /** Returns how images are cut. */
  public PatchGrid grid() {
    return grid;
  }

  /** Returns the number of blocks. */
  public int depth() {
    return blocks.size();
  }

  /**
   * Encodes whole images.
   *
   * @return tokens after the last block, before any final norm: [N, T, D]
   */
  public Tensor encode(PatchedImages images, DropPath dropPath, FeatureTap tap) {
    Tensor x = patchEmbed.apply(images.all()); // [N, L, D]
    tap.see("patch_embed", x);
    return run(x.add(posEmbed.narrow(1, 1, grid.length())), dropPath, tap);
  }

  /**
   * Encodes the visible patches only (He et al. 2021, section 3).
   *
   * @return tokens after the last block, before any final norm, in the mask's order, class token
   *     first: [N, 1 + K, D]
   */
  public Tensor encodeVisible(PatchedImages images, MaskIndices mask, FeatureTap tap) {
    Tensor x = patchEmbed.apply(images.select(mask.keepRows())); // [N, K, D]
    return run(placed(x, mask.keepPositions()), DropPath.NONE, tap);
  }

  /**
   * Encodes the visible patches with a mask token in the place of every removed one (He et al.
   * 2021, table 1c).
   *
   * @param maskToken [1, 1, D]
   * @return tokens after the last block, before any final norm, in the mask's order, class token
   *     first: [N, 1 + L, D]
   */
  public Tensor encodeMasked(
      PatchedImages images, MaskIndices mask, Tensor maskToken, FeatureTap tap) {
    Tensor x = patchEmbed.apply(images.select(mask.keepRows())); // [N, K, D]
    Tensor removed =
        maskToken
            .to(x.scalar_type())
            .expand(x.size(0), grid.length() - x.size(1), x.size(2)); // [N, L - K, D]
    Tensor ofPatches =
        mask.positions().view(x.size(0), 1 + grid.length()).narrow(1, 1, grid.length());
    return run(
        placed(torch.cat(new TensorVector(x, removed), 1), ofPatches.reshape(-1)),
        DropPath.NONE,
        tap);
  }

  /** Adds these rows of the position table, int64 [N * K], to x [N, K, D]. */
  private Tensor placed(Tensor x, Tensor rows) {
    Tensor positions = torch.index_select(posEmbed.select(0, 0), 0, rows);
    return x.add(positions.view(x.size(0), x.size(1), x.size(2)));
  }

  private Tensor run(Tensor x, DropPath dropPath, FeatureTap tap) {
    if (withClassToken) {
      Tensor cls = clsToken.add(posEmbed.narrow(1, 0, 1)).expand(x.size(0), 1, x.size(2));
      x = torch.cat(new TensorVector(cls, x), 1); // [N, 1 + K, D]
    }
    for (TransformerBlock block : blocks) {
      x = backpropagation.run(x, tokens -> block.apply(tokens, dropPath, tap));
      tap.see(block.name(), x);
    }
    return x;
  }
}
