package org.vitmae.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A copy of a tensor that no cache holds: the most bytes per second that libtorch moves on a
 * device.
 *
 * @param bytes size of the tensor, a multiple of 4
 */
public record LargeCopy(long bytes, Device device) {
  /** Returns the bytes that one copy moves: all are read once and written once. */
  public long traffic() {
    return 2 * bytes;
  }

  /** Returns the duration of the fastest of several copies, in nanoseconds. */
  public long bestNanos() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      long[] shape = {bytes / Float.BYTES};
      Tensor from = torch.ones(shape, device.options(ScalarType.Float));
      Tensor to = torch.empty(shape, device.options(ScalarType.Float), null);
      return BestTime.nanos(device, () -> to.copy_(from));
    }
  }
}
