package org.vitmae.detection.model;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.maps.ChannelNorm;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.LayerCost;
import org.vitmae.maps.PatchMaps;
import org.vitmae.maps.Upscaling;
import org.vitmae.model.Weights;

/**
 * ViTDet's pyramid: every level from the last block alone, no path between levels (Li et al. 2022,
 * section 3). With patches of 16 pixels its strides are 4, 8, 16, 32 and 64.
 */
final class SimplePyramid implements Pyramid {
  private static final int SCALES = LEVELS - 1;

  private final int lastBlock;
  private final Upscaling finest1;
  private final ChannelNorm finestNorm;
  private final Upscaling finest2;
  private final Upscaling fine;
  private final List<Smoothing> smoothings;

  /** 1x1 and 3x3 convolution, each followed by a norm. */
  private record Smoothing(
      Convolution reduce, ChannelNorm reduceNorm, Convolution mix, ChannelNorm mixNorm) {
    static Smoothing create(Weights weights, int in, int out) {
      return new Smoothing(
          Convolution.create(weights, "conv1", in, out, 1),
          ChannelNorm.create(weights, "norm1", out),
          Convolution.create(weights, "conv2", out, out, 3),
          ChannelNorm.create(weights, "norm2", out));
    }

    static LayerCost cost(int in, int out, double cells) {
      return LayerCost.convolution(in, out, 1, cells)
          .plus(LayerCost.norm(out))
          .plus(LayerCost.convolution(out, out, 3, cells))
          .plus(LayerCost.norm(out));
    }

    Tensor apply(Tensor x) {
      return mixNorm.apply(mix.apply(reduceNorm.apply(reduce.apply(x))));
    }
  }

  /**
   * Makes the layers.
   *
   * @param width D of the encoder, a multiple of 4
   * @param depth number of the encoder's blocks
   * @param out channels of every level
   */
  SimplePyramid(Weights weights, int width, int depth, int out) {
    this.lastBlock = depth - 1;
    this.finest1 = Upscaling.create(weights, "stage0.up1", width, width / 2);
    this.finestNorm = ChannelNorm.create(weights, "stage0.norm", width / 2);
    this.finest2 = Upscaling.create(weights, "stage0.up2", width / 2, width / 4);
    this.fine = Upscaling.create(weights, "stage1.up1", width, width / 2);
    List<Integer> in = List.of(width / 4, width / 2, width, width);
    this.smoothings =
        IntStream.range(0, SCALES)
            .mapToObj(i -> Smoothing.create(weights.child("stage" + i), in.get(i), out))
            .toList();
  }

  static LayerCost cost(int width, int out, double patches) {
    return LayerCost.upscaling(width, width / 2, patches)
        .plus(LayerCost.norm(width / 2))
        .plus(LayerCost.upscaling(width / 2, width / 4, 4 * patches))
        .plus(LayerCost.upscaling(width, width / 2, patches))
        .plus(Smoothing.cost(width / 4, out, 16 * patches))
        .plus(Smoothing.cost(width / 2, out, 4 * patches))
        .plus(Smoothing.cost(width, out, patches))
        .plus(Smoothing.cost(width, out, 0.25 * patches));
  }

  @Override
  public List<Integer> blocks() {
    return List.of(lastBlock);
  }

  @Override
  public List<Tensor> apply(List<Tensor> maps) {
    Tensor x = maps.get(0);
    List<Tensor> scaled =
        List.of(
            finest2.apply(torch.gelu(finestNorm.apply(finest1.apply(x)))),
            fine.apply(x),
            x,
            PatchMaps.halve(x));
    List<Tensor> levels =
        IntStream.range(0, SCALES).mapToObj(i -> smoothings.get(i).apply(scaled.get(i))).toList();
    Tensor coarsest = PatchMaps.everySecondCell(levels.get(SCALES - 1));
    return Stream.concat(levels.stream(), Stream.of(coarsest)).toList();
  }
}
