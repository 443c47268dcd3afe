package org.vitmae.model;

import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.tensor.Tensors;

/** Multi-head self-attention (Vaswani et al. 2017), scale 1/sqrt(head width). */
final class Attention {
  private final Linear qkv;
  private final Linear proj;
  private final int heads;
  private final Optional<Windows> windows;
  private final Optional<RelativePositions> positions;

  private Attention(
      Weights weights,
      int width,
      int heads,
      Optional<Windows> windows,
      Optional<RelativePositions> positions) {
    this.qkv = Linear.create(weights, "qkv", width, 3L * width);
    this.proj = Linear.create(weights, "proj", width, width);
    this.heads = heads;
    this.windows = windows;
    this.positions = positions;
  }

  /** Makes attention over all tokens, however many. */
  static Attention global(Weights weights, int width, int heads) {
    return new Attention(weights, width, heads, Optional.empty(), Optional.empty());
  }

  /**
   * Makes attention within windows of an image's patches, all of them in order and no other token.
   */
  static Attention within(
      Windows windows, boolean relativePositions, Weights weights, int width, int heads) {
    Optional<RelativePositions> positions =
        relativePositions
            ? Optional.of(RelativePositions.create(weights, windows, width / heads))
            : Optional.empty();
    return new Attention(weights, width, heads, Optional.of(windows), positions);
  }

  /**
   * Mixes tokens.
   *
   * @param x [N, T, D]
   * @return [N, T, D]
   */
  Tensor apply(Tensor x) {
    Tensor projected = qkv.apply(x); // [N, T, 3D]
    return proj.apply(
        windows
            .map(w -> w.join(attend(w.split(projected), w.paddingMask(x.size(0), projected))))
            .orElseGet(() -> attend(projected, Optional.empty())));
  }

  /**
   * Mixes the tokens of each row of a batch: those of an image or of a window.
   *
   * @param projected queries, keys and values, [B, S, 3D]
   * @param paddingMask added to the scores, [B, 1, 1, S]
   * @return [B, S, D]
   */
  private Tensor attend(Tensor projected, Optional<Tensor> paddingMask) {
    long batch = projected.size(0);
    long tokens = projected.size(1);
    long width = projected.size(2) / 3;
    // Taken apart before anything is transposed, so that the gradients are joined without a copy.
    TensorVector parts = projected.view(batch, tokens, 3, width).unbind(2); // [B, S, D] each
    Tensor q = byHead(parts.get(0));
    Optional<Tensor> bias =
        Stream.concat(positions.map(p -> p.bias(q)).stream(), paddingMask.stream())
            .reduce(Tensor::add); // [B, heads, S, S] or [B, 1, 1, S]
    Tensor mixed = attend(q, byHead(parts.get(1)), byHead(parts.get(2)), bias);
    return mixed.transpose(1, 2).reshape(batch, tokens, width);
  }

  /** Views [B, S, D] as [B, heads, S, D/heads]. */
  private Tensor byHead(Tensor x) {
    return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }

  /**
   * The fused kernels are fastest, but libtorch's for CPUs multiplies bfloat16 in a scalar loop,
   * five times slower in all than two batched products, and does not learn the bias: given one that
   * does, it would take another kernel with gradients than without, which gives other bits.
   */
  private Tensor attend(Tensor q, Tensor k, Tensor v, Optional<Tensor> bias) {
    if (q.is_cuda() || (Tensors.isFloat(q) && positions.isEmpty())) {
      return bias.map(b -> fused(q, k, v, b))
          .orElseGet(() -> torch.scaled_dot_product_attention(q, k, v));
    }
    Tensor scaled = q.mul(new Scalar(1 / Math.sqrt(q.size(3))));
    Tensor scores = torch.matmul(scaled, k.transpose(-2, -1)); // [B, heads, S, S]
    bias.ifPresent(b -> scores.add_(b)); // in place: 4096 patches have 0.8 GB of scores
    return torch.matmul(scores.softmax(-1), v);
  }

  private static Tensor fused(Tensor q, Tensor k, Tensor v, Tensor bias) {
    return torch.scaled_dot_product_attention(
        q,
        k,
        v,
        new TensorOptional(bias.to(q.scalar_type())),
        0,
        false,
        new DoubleOptional(),
        false);
  }
}
