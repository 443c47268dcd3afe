package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Two linear layers with the exact GELU (Hendrycks and Gimpel 2016) between them. */
final class Mlp {
  private final Linear fc1;
  private final Linear fc2;

  Mlp(Weights weights, int width, int hidden) {
    this.fc1 = Linear.create(weights, "fc1", width, hidden);
    this.fc2 = Linear.create(weights, "fc2", hidden, width);
  }

  /** Maps [N, T, D] to [N, T, D]. */
  Tensor apply(Tensor x) {
    return fc2.apply(torch.gelu(fc1.apply(x)));
  }
}
