package org.vitmae.config;

/**
 * The shape of an MLP head (protocol {@code mlp-probe}); other protocols do not use it.
 *
 * @param hiddenLayers layers between features and outputs, 1 or 2
 * @param hiddenWidth their width
 */
public record HeadConfig(int hiddenLayers, int hiddenWidth) {
  public HeadConfig {
    Range.within("hidden-layers", hiddenLayers, 1, 2);
    Range.atLeast("hidden-width", hiddenWidth, 1);
  }
}
