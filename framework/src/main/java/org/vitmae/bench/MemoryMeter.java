package org.vitmae.bench;

import org.bytedeco.javacpp.Pointer;
import org.vitmae.tensor.CudaMemory;
import org.vitmae.tensor.Device;
import org.vitmae.train.ResidentMemory;

/** The memory that counts on a device: the process's on the CPU, the allocator's on a GPU. */
record MemoryMeter(Device device) {
  /**
   * Gives back what is free, so that the peak to come is not that of earlier work.
   *
   * @return what is held all the same, in bytes
   */
  long restart() {
    System.gc();
    Pointer.trimMemory();
    if (device.cuda()) {
      CudaMemory.resetPeak(device);
      return CudaMemory.currentBytes(device);
    }
    ResidentMemory.resetPeak();
    return ResidentMemory.currentBytes();
  }

  long peakBytes() {
    return device.cuda() ? CudaMemory.peakBytes(device) : ResidentMemory.peakBytes();
  }

  /** Returns what the process holds when no garbage is left on the Java heap. */
  static long settledBytes() {
    System.gc();
    return ResidentMemory.currentBytes();
  }
}
