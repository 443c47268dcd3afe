package org.vitmae.bench;

import java.util.List;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * What a device can do at most, to be measured beside whatever is compared with it.
 *
 * @param matmulSides sides of the square matrices that are multiplied
 * @param copyBytes size of the tensor that is copied
 */
record Ceilings(Device device, List<Integer> matmulSides, long copyBytes) {
  Ceilings {
    matmulSides = List.copyOf(matmulSides);
  }

  /** Returns sizes that fill a device. */
  static Ceilings of(Device device) {
    return device.cuda()
        ? new Ceilings(device, List.of(4096, 8192, 16384), 2L << 30)
        : new Ceilings(device, List.of(1024, 2048, 4096), 256L << 20);
  }

  /** Returns the fastest product of matrices, not measured yet. */
  MatmulPeak products(Precision precision) {
    return new MatmulPeak(matmulSides, device, precision);
  }

  /** Returns the fastest copy, not measured yet. */
  MemoryBandwidth memory() {
    return new MemoryBandwidth(copyBytes, device);
  }
}
