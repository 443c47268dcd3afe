package org.vitmae.model;

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
      Weights weights, String stack, int index, int width, int heads, double ratio, double eps) {
    this.name = stack + "." + index;
    this.index = index;
    Weights own = weights.child(name);
    this.norm1 = LayerNorm.create(own, "norm1", width, eps);
    this.attn = new Attention(own.child("attn"), width, heads);
    this.norm2 = LayerNorm.create(own, "norm2", width, eps);
    this.mlp = new Mlp(own.child("mlp"), width, (int) (width * ratio));
  }

  /**
   * Runs the block.
   *
   * @param x [N, T, D]
   * @return [N, T, D]
   */
  Tensor apply(Tensor x, DropPath dropPath, FeatureTap tap) {
    Tensor attended = attn.apply(norm1.apply(x));
    tap.see(name + ".attn", attended);
    x = x.add(dropPath.apply(2 * index, attended));
    Tensor mapped = mlp.apply(norm2.apply(x));
    tap.see(name + ".mlp", mapped);
    x = x.add(dropPath.apply(2 * index + 1, mapped));
    tap.see(name, x);
    return x;
  }
}
