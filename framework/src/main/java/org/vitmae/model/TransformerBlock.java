package org.vitmae.model;

import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** A pre-norm Transformer block: attention and MLP, each added to its input. */
final class TransformerBlock {
  private final String name;
  private final int index;
  private final LayerNorm norm1;
  private final Attention attn;
  private final LayerNorm norm2;
  private final Mlp mlp;

  TransformerBlock(
      Weights weights,
      String stack,
      int index,
      int width,
      double ratio,
      double eps,
      Function<Weights, Attention> attention) {
    this.name = stack + "." + index;
    this.index = index;
    Weights own = weights.child(name);
    this.norm1 = LayerNorm.create(own, "norm1", width, eps);
    this.attn = attention.apply(own.child("attn"));
    this.norm2 = LayerNorm.create(own, "norm2", width, eps);
    this.mlp = new Mlp(own.child("mlp"), width, (int) (width * ratio));
  }

  /** Returns what the block's tensors start with, as {@code blocks.3}. */
  String name() {
    return name;
  }

  /**
   * Runs the block.
   *
   * @param tap sees both branches; the result is for the caller to show
   * @param x [N, T, D]
   * @return [N, T, D]
   */
  Tensor apply(Tensor x, DropPath dropPath, FeatureTap tap) {
    Tensor attended = attn.apply(norm1.apply(x));
    tap.see(name + ".attn", attended);
    x = x.add(dropPath.apply(2 * index, attended));
    Tensor mapped = mlp.apply(norm2.apply(x));
    tap.see(name + ".mlp", mapped);
    return x.add(dropPath.apply(2 * index + 1, mapped));
  }
}
