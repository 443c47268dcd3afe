package org.vitmae.detection.model;

import org.vitmae.maps.LayerCost;

/**
 * What detectors' heads cost for one image, by arithmetic alone and counted as {@link LayerCost}.
 */
public final class HeadCost {
  /** Cells of all levels per patch: 16 on the finest, a quarter of that on each coarser one. */
  private static final double CELLS_PER_PATCH = 16 + 4 + 1 + 0.25 + 0.0625;

  private HeadCost() {}

  /**
   * Returns the cost of {@link FcosDetector}.
   *
   * @param patches of an image
   */
  public static LayerCost of(FcosConfig config, int patches) {
    int c = config.channels();
    double cells = CELLS_PER_PATCH * patches;
    return LayerCost.convolution(c, c, 3, cells)
        .plus(LayerCost.norm(c))
        .times(2 * config.depth())
        .plus(LayerCost.convolution(c, config.classes() + 5, 3, cells));
  }

  /**
   * Returns the cost of {@link TwoStageDetector}, with as many regions as are drawn for training.
   *
   * @param patches of an image
   */
  public static LayerCost of(TwoStageConfig config, int patches) {
    LayerCost boxes = rpn(config, CELLS_PER_PATCH * patches).plus(boxHead(config));
    return config.masks() ? boxes.plus(maskHead(config)) : boxes;
  }

  private static LayerCost rpn(TwoStageConfig config, double cells) {
    int c = config.channels();
    int outputs = 5 * config.anchors().get(0).perCell();
    return LayerCost.convolution(c, c, 3, cells)
        .times(config.design().proposalConvolutions())
        .plus(LayerCost.convolution(c, outputs, 1, cells));
  }

  /** Its linear layers are convolutions over as many cells as there are regions. */
  private static LayerCost boxHead(TwoStageConfig config) {
    HeadDesign design = config.design();
    int c = config.channels();
    int bins = config.boxPooling().bins();
    int hidden = config.hidden();
    int regions = config.sampler().sampler().size();
    double cells = (double) regions * bins * bins;
    return HeadConvolutions.cost(c, design.boxConvolutions(), design.norms(), cells)
        .plus(LayerCost.convolution((long) c * bins * bins, hidden, 1, regions))
        .plus(LayerCost.convolution(hidden, hidden, 1, regions).times(design.boxLayers() - 1))
        .plus(LayerCost.convolution(hidden, 5L * (1 + config.classes()), 1, regions));
  }

  private static LayerCost maskHead(TwoStageConfig config) {
    int c = config.channels();
    int bins = config.maskPooling().bins();
    double regions = config.sampler().sampler().size() * config.sampler().sampler().positiveShare();
    double cells = regions * bins * bins;
    return HeadConvolutions.cost(c, MaskHead.CONVOLUTIONS, config.design().norms(), cells)
        .plus(LayerCost.upscaling(c, c, cells))
        .plus(LayerCost.convolution(c, config.classes(), 1, 4 * cells));
  }
}
