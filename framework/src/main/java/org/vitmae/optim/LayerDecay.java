package org.vitmae.optim;

/**
 * Learning rates that shrink from the head down to the patch embedding (Clark et al. 2020; Bao et
 * al. 2021), for fine-tuning a Vision Transformer.
 *
 * @param decay factor from each layer to the one below; 1 leaves all rates alone
 * @param depth number of encoder blocks
 */
public record LayerDecay(double decay, int depth) {
  private static final String BLOCKS = "blocks.";

  /**
   * Returns the layer of a parameter by its name: 0 for the embeddings, i + 1 for block i, {@code
   * depth + 1} for everything above the blocks.
   */
  int layerId(String name) {
    if (name.equals("cls_token") || name.equals("pos_embed") || name.startsWith("patch_embed")) {
      return 0;
    }
    if (name.startsWith(BLOCKS)) {
      String index = name.substring(BLOCKS.length(), name.indexOf('.', BLOCKS.length()));
      return Integer.parseInt(index) + 1;
    }
    return depth + 1;
  }

  /** Returns the factor on the learning rate of a parameter. */
  public double scale(String name) {
    return Math.pow(decay, depth + 1 - layerId(name));
  }
}
