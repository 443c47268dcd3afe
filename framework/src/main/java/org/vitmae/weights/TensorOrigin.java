package org.vitmae.weights;

import java.util.List;

/**
 * What became of one tensor when a model started from weights.
 *
 * @param tensor the reference's name, or the source's own where the reference has none
 * @param source shape in the source; empty for {@link Action#INITIAL}
 * @param target shape in the model; empty for {@link Action#IGNORED}
 */
public record TensorOrigin(String tensor, Action action, List<Long> source, List<Long> target) {
  /** What can become of a tensor. */
  public enum Action {
    /** Copied as it is. */
    USED,
    /** A position table, resized bicubically to the model's grid. */
    RESIZED,
    /** In the source only, and not needed. */
    IGNORED,
    /** In the model only: keeps its initial value. */
    INITIAL
  }

  public TensorOrigin {
    source = List.copyOf(source);
    target = List.copyOf(target);
  }
}
