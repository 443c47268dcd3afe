package org.vitmae.classification;

/** What a head reads from an encoder's tokens. */
enum Pooling {
  /** The class token after the encoder's final norm. */
  CLASS_TOKEN,
  /** The mean of the patch tokens, then a norm of its own: fine-tuning's default. */
  MEAN_THEN_NORM,
  /** The mean of the patch tokens after the encoder's final norm: for an encoder that is frozen. */
  NORM_THEN_MEAN
}
