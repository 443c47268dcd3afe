package org.vitmae.maps;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Bilinear interpolation with half-pixel centers; edges repeat. */
public final class Bilinear {
  private Bilinear() {}

  /** Maps [N, C, H, W] to [N, C, height, width]. */
  public static Tensor resize(Tensor map, long height, long width) {
    return torch.upsample_bilinear2d(map, new long[] {height, width}, false);
  }

  /** Maps [N, C, H, W] to the sides of another map. */
  public static Tensor resizeLike(Tensor map, Tensor other) {
    return resize(map, other.size(2), other.size(3));
  }
}
