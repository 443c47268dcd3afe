package org.vitmae.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Runs the forward pass on this thread in a reduced precision while it is open.
 *
 * <p>libtorch keeps the reduced copies of the weights until its cache is cleared. Without the
 * clearing in {@link #close} every later forward pass would use the weights of the first one: the
 * step gets faster and the model silently never learns.
 */
public final class Autocast implements AutoCloseable {
  private final DeviceType device;
  private final boolean active;
  private final boolean enabledBefore;

  public Autocast(Device device, Precision precision) {
    this.device = device.type();
    this.active = precision == Precision.BF16;
    this.enabledBefore = torch.is_autocast_enabled(this.device);
    if (active) {
      torch.set_autocast_dtype(this.device, ScalarType.BFloat16);
      torch.set_autocast_enabled(this.device, true);
      torch.increment_nesting();
    }
  }

  /** Returns the precision that forward passes on this thread run in now. */
  public static Precision active(Device device) {
    return torch.is_autocast_enabled(device.type()) ? Precision.BF16 : Precision.FP32;
  }

  @Override
  public void close() {
    if (active) {
      if (torch.decrement_nesting() == 0) {
        torch.clear_cache();
      }
      torch.set_autocast_enabled(device, enabledBefore);
    }
  }
}
