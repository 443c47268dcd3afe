package org.vitmae.tensor;

import org.bytedeco.pytorch.AutoGradMode;

/** Records no gradients on this thread while it is open. */
public final class NoGrad implements AutoCloseable {
  private final AutoGradMode guard = new AutoGradMode(false);

  @Override
  public void close() {
    guard.close();
  }
}
