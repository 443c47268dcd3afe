package org.vitmae.maps;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.Weights;

/**
 * Normalization of a map in groups of channels (Wu and He 2018), then scale and shift.
 *
 * @param weight [C]
 * @param bias [C]
 * @param groups divides C
 */
public record GroupNorm(Tensor weight, Tensor bias, long groups) {
  private static final long MOST_GROUPS = 32;
  private static final double EPS = 1e-5;

  /** Makes {@code name.weight} (one) and {@code name.bias} (zero); at most 32 groups. */
  public static GroupNorm create(Weights weights, String name, long channels) {
    Weights own = weights.child(name);
    long groups = MOST_GROUPS;
    while (channels % groups != 0) {
      groups--;
    }
    return new GroupNorm(
        own.constant("weight", 1, channels), own.constant("bias", 0, channels), groups);
  }

  /** Normalizes [N, C, H, W]. */
  public Tensor apply(Tensor x) {
    // With channels next to each other, libtorch's backward pass takes ten times as long on a CPU.
    return torch.group_norm(
        x.contiguous(), groups, new TensorOptional(weight), new TensorOptional(bias), EPS, false);
  }
}
