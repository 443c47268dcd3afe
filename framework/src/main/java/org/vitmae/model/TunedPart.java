package org.vitmae.model;

import org.vitmae.config.ModelConfig;

/**
 * The upper part of an encoder that fine-tuning changes; what lies below is frozen (He et al. 2021,
 * sec. 4.3, "Partial fine-tuning").
 *
 * <p>Counted in residual branches: a block is two of them, and its upper half is the MLP with the
 * norm before it. The last norm and what a task adds always learn. The embeddings learn only with
 * all blocks, which is full fine-tuning.
 *
 * @param branches branches that learn, counted from the top, 0 to 2 * {@code depth}
 * @param depth number of encoder blocks
 */
public record TunedPart(int branches, int depth) {
  private static final String BLOCKS = "blocks.";

  public TunedPart {
    if (branches < 0 || branches > 2 * depth) {
      throw new IllegalArgumentException(
          "branches must be from 0 to %d, two per block, got %d".formatted(2 * depth, branches));
    }
  }

  /** Tunes the whole encoder. */
  public static TunedPart all(ModelConfig model) {
    return new TunedPart(2 * model.depth(), model.depth());
  }

  /**
   * Tunes the last blocks.
   *
   * @param blocks how many, in steps of a half, at most the model's depth
   */
  public static TunedPart lastBlocks(double blocks, ModelConfig model) {
    return new TunedPart((int) Math.round(2 * blocks), model.depth());
  }

  /** Returns the index of the lowest branch that learns; two per block, attention first. */
  int firstBranch() {
    return 2 * depth - branches;
  }

  /** Tells whether a tensor learns, by its name in the encoder or in a model around it. */
  public boolean trains(String name) {
    if (name.startsWith(BLOCKS)) {
      String[] parts = name.split("\\.", 4); // blocks, index, layer, rest
      boolean upperHalf = parts[2].equals("norm2") || parts[2].equals("mlp");
      return 2 * Integer.parseInt(parts[1]) + (upperHalf ? 1 : 0) >= firstBranch();
    }
    boolean embedding =
        name.equals("cls_token") || name.equals("pos_embed") || name.startsWith("patch_embed.");
    return !embedding || isWhole();
  }

  /** Tells whether nothing is frozen. */
  boolean isWhole() {
    return branches == 2 * depth;
  }
}
