package org.vitmae.maps;

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
   * Returns the cost of a pyramid for an image.
   *
   * @param in channels of each level, finest first
   * @param out channels of every level of the result
   * @param cells of each level
   */
  public static LayerCost cost(List<Integer> in, int out, List<Double> cells) {
    return IntStream.range(0, in.size())
        .mapToObj(
            i ->
                LayerCost.convolution(in.get(i), out, 1, cells.get(i))
                    .plus(LayerCost.convolution(out, out, 3, cells.get(i))))
        .reduce(LayerCost.NONE, LayerCost::plus);
  }

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

  /** Maps a pyramid to one of the same sizes with equal channels. */
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
    return pyramid;
  }
}
