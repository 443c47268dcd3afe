package org.vitmae.tensor;

import org.bytedeco.pytorch.global.torch;

/** The memory that libtorch's allocator has taken on a GPU. */
public final class CudaMemory {
  private CudaMemory() {}

  /**
   * Gives back what is only kept for reuse and begins a new peak at the present size.
   *
   * @throws IllegalArgumentException if the device is not a GPU
   */
  public static void resetPeak(Device device) {
    byte index = index(device);
    torch.emptyCache();
    torch.resetPeakStats(index);
  }

  /**
   * Returns the bytes reserved now, what is cached for reuse included.
   *
   * @throws IllegalArgumentException if the device is not a GPU
   */
  public static long currentBytes(Device device) {
    try (Scope scope = new Scope()) {
      return torch.getDeviceStats(index(device)).reserved_bytes().current();
    }
  }

  /**
   * Returns the most bytes reserved since the peak was begun, what is cached for reuse included.
   *
   * @throws IllegalArgumentException if the device is not a GPU
   */
  public static long peakBytes(Device device) {
    try (Scope scope = new Scope()) {
      // The first of the allocator's pools is the sum of the others.
      return torch.getDeviceStats(index(device)).reserved_bytes().peak();
    }
  }

  private static byte index(Device device) {
    if (!device.cuda()) {
      throw new IllegalArgumentException("device must be a GPU, got " + device);
    }
    return (byte) device.index();
  }
}
