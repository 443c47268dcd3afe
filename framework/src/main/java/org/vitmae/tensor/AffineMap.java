package org.vitmae.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * The product of rows and a transposed matrix, plus a bias: {@code torch.linear}, on all threads in
 * fp32 on a CPU, too.
 *
 * <p>There libtorch leaves products to OpenBLAS, which {@link ComputeThreads} keeps to one thread.
 * Convolutions it gives to oneDNN, which is as fast on one thread and computes on all that libtorch
 * has. A convolution of 1 x 1 pixels is the same product, and rows are an image whose channels lie
 * next to each other: nothing is copied.
 */
public final class AffineMap {
  /** Cut into a single one, rows take up to three times as long to go back. */
  private static final long MAX_IMAGES = 16;

  /** With fewer in each image oneDNN is slower than OpenBLAS. */
  private static final long MIN_ROWS = 24;

  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private AffineMap() {}

  /**
   * Maps the last dimension.
   *
   * @param x [..., in]
   * @param weight [out, in]
   * @param bias [out], or empty
   * @return [..., out]
   */
  public static Tensor apply(Tensor x, Tensor weight, TensorOptional bias) {
    long images = images(x, weight);
    if (images == 0) {
      return torch.linear(x, weight, bias);
    }
    long in = x.size(-1);
    long out = weight.size(0);
    Tensor y =
        torch.conv2d(
            x.reshape(images, -1, 1, in).permute(0, 3, 1, 2),
            weight.reshape(out, in, 1, 1),
            bias,
            ONE,
            NONE,
            ONE,
            1);
    long[] shape = Tensors.shape(x);
    shape[shape.length - 1] = out;
    return y.permute(0, 2, 3, 1).reshape(shape);
  }

  /**
   * Returns the greatest number of images that rows can be cut into evenly; 0 where no convolution
   * is faster.
   */
  static long images(Tensor x, Tensor weight) {
    if (!isLeftToOpenBlas(x, weight)) {
      return 0;
    }
    long rows = x.numel() / x.size(-1);
    for (long images = Math.min(MAX_IMAGES, rows / MIN_ROWS); images > 0; images--) {
      if (rows % images == 0) {
        return images;
      }
    }
    return 0;
  }

  private static boolean isLeftToOpenBlas(Tensor x, Tensor weight) {
    return torch.get_num_threads() > 1
        && torch.hasMKLDNN()
        && x.is_cpu()
        && Tensors.isFloat(x)
        && Tensors.isFloat(weight)
        && !torch.is_autocast_enabled(DeviceType.CPU);
  }
}
