package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.Weights;

/**
 * Gives every level of a pyramid the meaning of the coarser ones: lateral 1x1 convolutions, a path
 * from coarse to fine, 3x3 convolutions (Lin et al. 2017, "Feature Pyramid Networks", section 3).
 */
public final class FeaturePyramid {
  private final List<Convolution> laterals;
  private final List<Convolution> outputs;

  /**
   * Makes {@code inner_blocks.i.0} and {@code layer_blocks.i.0}, named as in torchvision.
   *
   * @param in channels of each level, finest first
   * @param out channels of every level of the result
   */
  public FeaturePyramid(Weights weights, List<Integer> in, int out) {
    this.laterals =
        IntStream.range(0, in.size())
            .mapToObj(
                i -> Convolution.create(weights, "inner_blocks." + i + ".0", in.get(i), out, 1))
            .toList();
    this.outputs =
        IntStream.range(0, in.size())
            .mapToObj(i -> Convolution.create(weights, "layer_blocks." + i + ".0", out, out, 3))
            .toList();
  }

  /** Maps a pyramid to one with equal channels and one more level, of half the coarsest's sides. */
  public List<Tensor> apply(List<Tensor> levels) {
    List<Tensor> merged = new ArrayList<>();
    for (int i = levels.size() - 1; i >= 0; i--) {
      Tensor own = laterals.get(i).apply(levels.get(i));
      merged.add(
          0,
          merged.isEmpty()
              ? own
              : own.add(
                  torch.upsample_nearest2d(merged.get(0), new long[] {own.size(2), own.size(3)})));
    }
    List<Tensor> pyramid = new ArrayList<>();
    for (int i = 0; i < merged.size(); i++) {
      pyramid.add(outputs.get(i).apply(merged.get(i)));
    }
    pyramid.add(PatchMaps.everySecondCell(pyramid.get(pyramid.size() - 1)));
    return pyramid;
  }
}
