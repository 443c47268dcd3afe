package org.vitmae.model;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.data.Draws;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * Stochastic depth (Huang et al. 2016): skips a residual branch for some samples of a batch and
 * scales up the others, with a rate that grows linearly from 0 at the first block.
 */
public final class DropPath {
  /** Skips nothing: pretraining and evaluation. */
  public static final DropPath NONE = new DropPath(Optional.empty(), 0);

  private final Optional<Tensor> scales;
  private final int firstBranch;

  private DropPath(Optional<Tensor> scales, int firstBranch) {
    this.scales = scales;
    this.firstBranch = firstBranch;
  }

  /**
   * Draws which branches are skipped, per sample from (seed, epoch, sample id).
   *
   * @param rate rate of the last block, in [0, 1)
   * @param ids sample ids, [N]
   */
  public static DropPath draw(
      double rate, int depth, long seed, int epoch, long[] ids, Device device) {
    if (rate == 0) {
      return NONE;
    }
    int n = ids.length;
    float[] scales = new float[2 * depth * n];
    for (int sample = 0; sample < n; sample++) {
      RandomGenerator random = Draws.of(seed, "drop-path", epoch, ids[sample]);
      for (int branch = 0; branch < 2 * depth; branch++) {
        double blockRate = rateOf(branch / 2, depth, rate);
        scales[branch * n + sample] = scale(blockRate, random.nextFloat());
      }
    }
    return new DropPath(Optional.of(Tensors.of(scales, device, 2L * depth, n, 1, 1)), 0);
  }

  /** Returns the same draws for a part that is tuned; what is frozen below skips nothing. */
  public DropPath in(TunedPart part) {
    return new DropPath(scales, part.firstBranch());
  }

  /** Returns the rate of a block: 0 at the first, {@code rate} at the last. */
  public static double rateOf(int block, int depth, double rate) {
    return rate * block / Math.max(1, depth - 1);
  }

  /**
   * Returns the factor of a branch.
   *
   * @param u uniform in [0, 1)
   * @return 0 with probability {@code rate}, otherwise 1 / (1 - rate)
   */
  public static float scale(double rate, double u) {
    double keep = 1 - rate;
    return (float) (Math.floor(keep + u) / keep);
  }

  /**
   * Applies the draw to one branch.
   *
   * @param branch index over all branches: two per block, attention first
   * @param x the branch's output, [N, T, D]
   */
  Tensor apply(int branch, Tensor x) {
    return scales
        .filter(s -> branch >= firstBranch)
        .map(s -> x.mul(s.select(0, branch).to(x.scalar_type())))
        .orElse(x);
  }
}
