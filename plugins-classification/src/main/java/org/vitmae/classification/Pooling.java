package org.vitmae.classification;

import org.vitmae.config.ModelConfig;

/** What a head reads from an encoder's tokens. */
enum Pooling {
  /** The class token after the encoder's final norm. */
  CLASS_TOKEN,
  /** The mean of the patch tokens, then a norm of its own: fine-tuning's default. */
  MEAN_THEN_NORM,
  /** The mean of the patch tokens after the encoder's final norm: for an encoder that is frozen. */
  NORM_THEN_MEAN;

  /** Returns the pooling for an encoder whose last norm learns. */
  static Pooling ofTuned(ModelConfig model) {
    return model.globalPool() ? MEAN_THEN_NORM : CLASS_TOKEN;
  }

  /** Returns the pooling for a frozen encoder. */
  static Pooling ofFrozen(ModelConfig model) {
    return model.globalPool() ? NORM_THEN_MEAN : CLASS_TOKEN;
  }
}
