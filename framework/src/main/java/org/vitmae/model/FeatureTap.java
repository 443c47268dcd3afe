package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;

/**
 * Receives intermediate values of a forward pass by name, as they are made.
 *
 * <p>Names are those of the parameters: {@code patch_embed}, {@code blocks.3}, {@code
 * blocks.0.attn}, {@code norm}, {@code decoder_blocks.1} and so on. A block's result lives as long
 * as the scope of the forward pass, what is inside a block no longer than the block runs where no
 * gradients are computed. What is inside is seen again, and without use, when the backward pass
 * computes the block again ({@link ActivationCheckpointing}).
 */
@FunctionalInterface
public interface FeatureTap {
  /** Looks at nothing. */
  FeatureTap NONE = (name, value) -> {};

  /** Takes note of a value. */
  void see(String name, Tensor value);
}
