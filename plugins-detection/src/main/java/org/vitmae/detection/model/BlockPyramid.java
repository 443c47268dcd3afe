package org.vitmae.detection.model;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.BlockScales;
import org.vitmae.maps.FeaturePyramid;
import org.vitmae.maps.LayerCost;
import org.vitmae.maps.PatchMaps;
import org.vitmae.model.Weights;

/**
 * The pyramid of the MAE paper's detectors: four blocks at equal distances, each scaled to its own
 * stride, then a feature pyramid (He et al. 2021, section 4.4).
 */
final class BlockPyramid implements Pyramid {
  private final List<Integer> blocks;
  private final BlockScales scales;
  private final FeaturePyramid pyramid;

  /**
   * Makes the layers.
   *
   * @param width D of the encoder
   * @param depth number of the encoder's blocks, a multiple of 4
   * @param out channels of every level
   */
  BlockPyramid(Weights weights, int width, int depth, int out) {
    this.blocks = BlockScales.blocks(depth);
    this.scales = new BlockScales(weights, width);
    this.pyramid = new FeaturePyramid(weights, widths(width), out);
  }

  static LayerCost cost(int width, int out, int patches) {
    List<Double> cells =
        BlockScales.CELLS_PER_PATCH.stream().map(perPatch -> perPatch * patches).toList();
    return BlockScales.cost(width, patches).plus(FeaturePyramid.cost(widths(width), out, cells));
  }

  private static List<Integer> widths(int width) {
    return Collections.nCopies(BlockScales.COUNT, width);
  }

  @Override
  public List<Integer> blocks() {
    return blocks;
  }

  @Override
  public List<Tensor> apply(List<Tensor> maps) {
    List<Tensor> levels = pyramid.apply(scales.apply(maps));
    Tensor coarsest = PatchMaps.everySecondCell(levels.get(levels.size() - 1));
    return Stream.concat(levels.stream(), Stream.of(coarsest)).toList();
  }
}
