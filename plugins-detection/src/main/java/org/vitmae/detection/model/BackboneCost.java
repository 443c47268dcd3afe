package org.vitmae.detection.model;

import java.util.stream.Stream;
import org.vitmae.config.DetectorConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.MapEncoderCost;
import org.vitmae.model.PatchGrid;

/**
 * What {@link VitBackbone} costs, by arithmetic alone, counted as in {@link HeadCost}.
 *
 * @param parameters number of weights
 * @param frozen how many of them do not learn
 * @param flopsPerImage operations of one forward pass
 * @param trainFlopsPerImage operations of forward and backward pass, blocks that are computed again
 *     included
 */
public record BackboneCost(
    long parameters, long frozen, double flopsPerImage, double trainFlopsPerImage) {
  private static final int TRAIN_OVER_FORWARD = 3;

  /** Weights, and operations per patch. */
  private record Layer(long parameters, double flopsPerPatch) {
    /** A convolution of side {@code side}; {@code cells} outputs per patch. */
    static Layer convolution(long in, long out, long side, double cells) {
      long products = in * out * side * side;
      return new Layer(products + out, 2 * products * cells);
    }

    /** A transposed convolution that doubles both sides; {@code cells} inputs per patch. */
    static Layer upscaling(long in, long out, double cells) {
      return new Layer(4 * in * out + out, 2.0 * 4 * in * out * cells);
    }

    static Layer norm(long channels) {
      return new Layer(2 * channels, 0);
    }

    Layer plus(Layer other) {
      return new Layer(parameters + other.parameters, flopsPerPatch + other.flopsPerPatch);
    }
  }

  /**
   * Counts a backbone.
   *
   * @throws org.vitmae.config.ConfigException as {@link VitBackbone#create}
   */
  public static BackboneCost of(ModelConfig model, PatchGrid grid, DetectorConfig detector) {
    VitBackbone.check(model, detector);
    MapEncoderCost encoder = MapEncoderCost.of(model, grid, VitBackbone.layout(detector));
    Layer pyramid =
        switch (detector.pyramid()) {
          case SIMPLE -> simple(model.embedDim(), detector.channels());
          case BLOCKS -> blocks(model.embedDim(), detector.channels());
        };
    double kept = encoder.projectionFlops() + pyramid.flopsPerPatch() * grid.length();
    int blockPasses = TRAIN_OVER_FORWARD + (detector.activationCheckpointing() ? 1 : 0);
    return new BackboneCost(
        encoder.parameters() + pyramid.parameters(),
        encoder.frozen(),
        kept + encoder.blockFlops(),
        TRAIN_OVER_FORWARD * kept + blockPasses * encoder.blockFlops());
  }

  private static Layer simple(long width, long out) {
    return Stream.of(
            Layer.upscaling(width, width / 2, 1),
            Layer.norm(width / 2),
            Layer.upscaling(width / 2, width / 4, 4),
            Layer.upscaling(width, width / 2, 1),
            smoothing(width / 4, out, 16),
            smoothing(width / 2, out, 4),
            smoothing(width, out, 1),
            smoothing(width, out, 0.25))
        .reduce(Layer::plus)
        .orElseThrow();
  }

  private static Layer smoothing(long in, long out, double cells) {
    return lateralAndOutput(in, out, cells).plus(Layer.norm(out)).plus(Layer.norm(out));
  }

  private static Layer blocks(long width, long out) {
    return Stream.of(
            Layer.upscaling(width, width, 1),
            Layer.norm(width),
            Layer.upscaling(width, width, 4),
            Layer.upscaling(width, width, 1),
            lateralAndOutput(width, out, 16),
            lateralAndOutput(width, out, 4),
            lateralAndOutput(width, out, 1),
            lateralAndOutput(width, out, 0.25))
        .reduce(Layer::plus)
        .orElseThrow();
  }

  private static Layer lateralAndOutput(long in, long out, double cells) {
    return Layer.convolution(in, out, 1, cells).plus(Layer.convolution(out, out, 3, cells));
  }
}
