package org.vitmae.train;

import org.bytedeco.javacpp.Pointer;
import org.vitmae.tensor.CudaMemory;
import org.vitmae.tensor.Device;

/** The memory that counts on a device: the process's on the CPU, the allocator's on a GPU. */
public record MemoryMeter(Device device) {
  /**
   * Gives back what is free and begins new peaks, so that those to come are not of earlier work.
   *
   * @return what is held all the same, in bytes
   */
  public long restart() {
    System.gc();
    Pointer.trimMemory();
    ResidentMemory.resetPeak();
    if (device.cuda()) {
      CudaMemory.resetPeak(device);
    }
    return currentBytes();
  }

  /** Returns the most bytes held since the peak was begun. */
  public long peakBytes() {
    return device.cuda() ? CudaMemory.peakBytes(device) : ResidentMemory.peakBytes();
  }

  /** Returns what is held when no garbage is left on the Java heap. */
  public long settledBytes() {
    System.gc();
    return currentBytes();
  }

  private long currentBytes() {
    return device.cuda() ? CudaMemory.currentBytes(device) : ResidentMemory.currentBytes();
  }
}
