package org.vitmae.model;

import org.bytedeco.pytorch.Scalar;
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
    Tensor mixed = mix(parts.get(0), parts.get(1), parts.get(2)); // [N, heads, T, D/heads]
    return proj.apply(mixed.transpose(1, 2).reshape(n, tokens, width)); // [N, T, D]
  }

  /**
   * On a GPU the fused kernels are fastest. On a CPU libtorch's fused kernel multiplies bfloat16 in
   * a scalar loop, five times slower in all than two batched products.
   */
  private static Tensor mix(Tensor q, Tensor k, Tensor v) {
    if (q.is_cuda()) {
      return torch.scaled_dot_product_attention(q, k, v);
    }
    Tensor scaled = q.mul(new Scalar(1 / Math.sqrt(q.size(3))));
    Tensor scores = torch.matmul(scaled, k.transpose(-2, -1)); // [N, heads, T, T]
    return torch.matmul(scores.softmax(-1), v);
  }
}
