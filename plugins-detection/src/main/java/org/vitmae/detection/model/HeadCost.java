package org.vitmae.detection.model;

/**
 * What detectors' heads cost, by arithmetic alone. A multiplication and an addition count as two
 * operations; norms, activations and suppression are left out.
 *
 * @param parameters number of weights
 * @param flopsPerImage operations of one forward pass as in training
 */
public record HeadCost(long parameters, double flopsPerImage) {
  private static final int ANCHORS = 3;
  private static final int KERNEL = 9;

  /** Cells of all levels per patch: 16 on the finest, a quarter of that on each coarser one. */
  private static final double CELLS_PER_PATCH = 16 + 4 + 1 + 0.25 + 0.0625;

  /**
   * Returns the cost of {@link FcosDetector}.
   *
   * @param patches of an image
   */
  public static HeadCost of(FcosConfig config, int patches) {
    long c = config.channels();
    long towers = 2 * config.depth() * KERNEL * c * c;
    long outputs = KERNEL * c * (config.classes() + 5L);
    long biasesAndNorms = 2 * config.depth() * 3 * c + config.classes() + 5L;
    return new HeadCost(
        towers + outputs + biasesAndNorms, 2.0 * (towers + outputs) * CELLS_PER_PATCH * patches);
  }

  /**
   * Returns the cost of {@link TwoStageDetector}, with as many regions as are drawn for training.
   *
   * @param patches of an image
   */
  public static HeadCost of(TwoStageConfig config, int patches) {
    HeadCost boxes = rpn(config.channels(), patches).plus(boxHead(config));
    return config.masks() ? boxes.plus(maskHead(config)) : boxes;
  }

  private static HeadCost rpn(long c, int patches) {
    long products = KERNEL * c * c + 5 * ANCHORS * c;
    return new HeadCost(products + c + 5 * ANCHORS, 2.0 * products * CELLS_PER_PATCH * patches);
  }

  private static HeadCost boxHead(TwoStageConfig config) {
    long pooled =
        (long) config.channels() * config.boxPooling().bins() * config.boxPooling().bins();
    long hidden = config.hidden();
    long outputs = 5L * (1 + config.classes());
    long products = pooled * hidden + hidden * hidden + hidden * outputs;
    return new HeadCost(
        products + 2 * hidden + outputs, 2.0 * products * config.sampler().sampler().size());
  }

  private static HeadCost maskHead(TwoStageConfig config) {
    long c = config.channels();
    long k = config.classes();
    long cells = (long) config.maskPooling().bins() * config.maskPooling().bins();
    long convolutions = 4 * KERNEL * c * c;
    long upscaling = 4 * c * c;
    double regions = config.sampler().sampler().size() * config.sampler().sampler().positiveShare();
    return new HeadCost(
        convolutions + 4 * c + upscaling + c + c * k + k,
        2.0 * regions * cells * (convolutions + upscaling + 4 * c * k));
  }

  private HeadCost plus(HeadCost other) {
    return new HeadCost(parameters + other.parameters, flopsPerImage + other.flopsPerImage);
  }
}
