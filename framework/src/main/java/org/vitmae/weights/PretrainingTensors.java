package org.vitmae.weights;

import java.util.regex.Pattern;

/** The tensors that a masked autoencoder has and its encoder alone does not need. */
final class PretrainingTensors {
  private static final Pattern NAME = Pattern.compile("(decoder_|(encoder_)?mask_token).*");

  private PretrainingTensors() {}

  /** Tells whether a tensor with this name, the reference's, serves nothing but pretraining. */
  static boolean contains(String name) {
    return NAME.matcher(name).matches();
  }
}
