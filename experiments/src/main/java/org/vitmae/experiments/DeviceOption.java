package org.vitmae.experiments;

import org.vitmae.tensor.Device;
import picocli.CommandLine.Option;

/** Where a command computes. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, cpu, cuda or cuda:<number> (default: ${DEFAULT-VALUE}).")
  private String name = "";

  Device device() {
    return Device.select(name);
  }
}
