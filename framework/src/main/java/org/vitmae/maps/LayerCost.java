package org.vitmae.maps;

/**
 * What layers on feature maps cost, by arithmetic alone. A multiplication and an addition count as
 * two operations; norms and activations are left out.
 *
 * @param parameters number of weights
 * @param flops operations of one forward pass over the cells given
 */
public record LayerCost(long parameters, double flops) {
  /** The cost of nothing. */
  public static final LayerCost NONE = new LayerCost(0, 0);

  /**
   * Returns the cost of a {@link Convolution}.
   *
   * @param side of its kernel
   * @param cells of its output
   */
  public static LayerCost convolution(long in, long out, long side, double cells) {
    long products = in * out * side * side;
    return new LayerCost(products + out, 2 * products * cells);
  }

  /**
   * Returns the cost of an {@link Upscaling}.
   *
   * @param cells of its input
   */
  public static LayerCost upscaling(long in, long out, double cells) {
    long products = 4 * in * out;
    return new LayerCost(products + out, 2 * products * cells);
  }

  /** Returns the cost of a {@link ChannelNorm} or {@link GroupNorm}. */
  public static LayerCost norm(long channels) {
    return new LayerCost(2 * channels, 0);
  }

  /** Returns the cost of so many of them. */
  public LayerCost times(int layers) {
    return new LayerCost(parameters * layers, flops * layers);
  }

  /** Returns the cost of both. */
  public LayerCost plus(LayerCost other) {
    return new LayerCost(parameters + other.parameters, flops + other.flops);
  }
}
