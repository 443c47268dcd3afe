package org.vitmae.optim;

import java.util.Set;

/** Which parameters are decayed. Norm scales and biases, all 1-d, never are. */
public enum WeightDecayRule {
  /** The reference's pretraining: the class and mask token are decayed, being 3-d tensors. */
  PRETRAINING(Set.of()),
  /**
   * The reference's fine-tuning: class token and position tables, relative ones too, are not
   * decayed.
   */
  FINE_TUNING(Set.of("cls_token", "pos_embed", "rel_pos_h", "rel_pos_w"));

  private final Set<String> exempt;

  WeightDecayRule(Set<String> exempt) {
    this.exempt = exempt;
  }

  /**
   * Tells whether a parameter is decayed.
   *
   * @param name the parameter's name in a checkpoint, for instance {@code blocks.0.mlp.fc1.weight}
   * @param rank its number of dimensions
   */
  public boolean decays(String name, int rank) {
    return rank > 1
        && !name.endsWith(".bias")
        && !exempt.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
