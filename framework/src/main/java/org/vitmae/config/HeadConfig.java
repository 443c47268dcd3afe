package org.vitmae.config;

/**
 * What a probe's head is (protocols {@code linear-probe} and {@code mlp-probe}); other protocols do
 * not use it.
 *
 * @param engine what computes features and trains the head; other protocols refuse any but libtorch
 * @param hiddenLayers layers between features and outputs of an {@code mlp-probe}, 1 or 2
 * @param hiddenWidth their width
 */
public record HeadConfig(Engine engine, int hiddenLayers, int hiddenWidth) {
  public HeadConfig {
    Range.within("hidden-layers", hiddenLayers, 1, 2);
    Range.atLeast("hidden-width", hiddenWidth, 1);
  }
}
