package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Multi-head self-attention over all tokens (Vaswani et al. 2017), scale 1/sqrt(head width). */
final class Attention {
  private final Linear qkv;
  private final Linear proj;
  private final int heads;

  Attention(Weights weights, int width, int heads) {
    this.qkv = Linear.create(weights, "qkv", width, 3L * width);
    this.proj = Linear.create(weights, "proj", width, width);
    this.heads = heads;
  }

  /**
   * Mixes tokens.
   *
   * @param x [N, T, D]
   * @return [N, T, D]
   */
  Tensor apply(Tensor x) {
    long n = x.size(0);
    long tokens = x.size(1);
    long width = x.size(2);
    TensorVector parts =
        qkv.apply(x) // [N, T, 3D]
            .view(n, tokens, 3, heads, width / heads)
            .permute(2, 0, 3, 1, 4) // [3, N, heads, T, D/heads]
            .unbind(0);
    Tensor q =
        parts.get(0).mul(new org.bytedeco.pytorch.Scalar(1 / Math.sqrt((double) width / heads)));
    Tensor mixed =
        torch.matmul(torch.matmul(q, parts.get(1).transpose(-2, -1)).softmax(-1), parts.get(2));
    return proj.apply(mixed.transpose(1, 2).reshape(n, tokens, width)); // [N, T, D]
  }
}
