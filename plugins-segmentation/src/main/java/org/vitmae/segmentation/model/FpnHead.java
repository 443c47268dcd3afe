package org.vitmae.segmentation.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.Bilinear;
import org.vitmae.maps.BlockScales;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.FeaturePyramid;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/**
 * A feature pyramid whose levels are brought to the finest one's size step by step and added up
 * (Kirillov et al. 2019, "Panoptic Feature Pyramid Networks", section 3.1).
 */
final class FpnHead implements Head {
  private final List<Integer> blocks;
  private final BlockScales scales;
  private final FeaturePyramid pyramid;
  private final List<List<NormedConvolution>> branches; // one per level, coarse to fine in each
  private final Convolution classify;

  /** Makes the layers; {@code shape.depth()} must be a multiple of 4. */
  FpnHead(Weights weights, HeadShape shape) {
    this.blocks = BlockScales.blocks(shape.depth());
    this.scales = new BlockScales(weights.child("scales"), shape.width());
    this.pyramid = new FeaturePyramid(weights.child("fpn"), widths(shape), shape.channels());
    this.branches =
        IntStream.range(0, BlockScales.COUNT)
            .mapToObj(level -> branch(weights.child("branch" + level), shape, level))
            .toList();
    this.classify = shape.classifier(weights, branchChannels(shape));
  }

  private static List<NormedConvolution> branch(Weights weights, HeadShape shape, int level) {
    return IntStream.range(0, convolutions(level))
        .mapToObj(
            i ->
                NormedConvolution.create(
                    weights, "conv" + i, branchInput(shape, i), branchChannels(shape), 3))
        .toList();
  }

  private static List<Integer> widths(HeadShape shape) {
    return Collections.nCopies(BlockScales.COUNT, shape.width());
  }

  /** One for each doubling, and one for the finest level too. */
  private static int convolutions(int level) {
    return Math.max(1, level);
  }

  private static int branchInput(HeadShape shape, int convolution) {
    return convolution == 0 ? shape.channels() : branchChannels(shape);
  }

  /** The paper's: 128 beside a pyramid of 256. */
  private static int branchChannels(HeadShape shape) {
    return shape.channels() / 2;
  }

  /** Returns the cost for an image of {@code patches} patches. */
  static LayerCost cost(HeadShape shape, int patches) {
    List<Double> cells =
        BlockScales.CELLS_PER_PATCH.stream().map(perPatch -> perPatch * patches).toList();
    LayerCost cost =
        BlockScales.cost(shape.width(), patches)
            .plus(FeaturePyramid.cost(widths(shape), shape.channels(), cells))
            .plus(shape.classifierCost(branchChannels(shape), cells.get(0)));
    for (int level = 0; level < BlockScales.COUNT; level++) {
      for (int i = 0; i < convolutions(level); i++) {
        cost =
            cost.plus(
                NormedConvolution.cost(
                    branchInput(shape, i), branchChannels(shape), 3, cells.get(level - i)));
      }
    }
    return cost;
  }

  @Override
  public List<Integer> blocks() {
    return blocks;
  }

  @Override
  public Tensor apply(List<Tensor> maps, ChannelDropout dropout) {
    List<Tensor> levels = pyramid.apply(scales.apply(maps));
    List<Tensor> same = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      Tensor x = levels.get(level);
      int finer = level - 1;
      for (NormedConvolution convolution : branches.get(level)) {
        x = convolution.apply(x);
        if (finer >= 0) {
          x = Bilinear.resizeLike(x, levels.get(finer));
        }
        finer--;
      }
      same.add(x);
    }
    Tensor sum = same.stream().reduce(Tensor::add).orElseThrow();
    return classify.apply(dropout.apply("classify", sum));
  }
}
