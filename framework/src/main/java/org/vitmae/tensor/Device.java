package org.vitmae.tensor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.config.ConfigException;

/**
 * Where tensors live.
 *
 * @param cuda whether this is an NVIDIA GPU; otherwise the CPU
 * @param index which GPU; 0 for the CPU
 */
public record Device(boolean cuda, int index) {
  /** The CPU. */
  public static final Device CPU = new Device(false, 0);

  private static final Logger LOG = LoggerFactory.getLogger(Device.class);

  private static final String LIBRARIES =
      "Install its driver and put CUDA 13, cuDNN 9 and NCCL on the library path; bin/check-gpu of the offline bundle names what is missing.";

  private static final Pattern NAME = Pattern.compile("auto|cpu|cuda(?::(\\d{1,3}))?");

  /**
   * Finds the device a user asked for; a GPU becomes the one that libtorch allocates for, with fp32
   * that is fp32.
   *
   * @param name {@code auto} (a GPU if there is one), {@code cpu}, {@code cuda} or {@code cuda:i}
   * @throws ConfigException if the name is none of these or there is no such GPU
   */
  public static Device select(String name) {
    Matcher match = NAME.matcher(name);
    if (!match.matches()) {
      throw new ConfigException(
          "device is '%s'; it must be auto, cpu, cuda or cuda:<number>".formatted(name));
    }
    if (name.equals("cpu")) {
      return CPU;
    }
    GpuLibraries.prepare();
    int found = torch.cuda_is_available() ? (int) torch.getNumGPUs() : 0;
    if (name.equals("auto") && found == 0) {
      if (GpuLibraries.arePresent()) {
        LOG.warn("libtorch finds no CUDA GPU and computes on the CPU. {}", LIBRARIES);
      }
      return CPU;
    }
    int index = match.group(1) == null ? 0 : Integer.parseInt(match.group(1));
    if (index >= found) {
      throw new ConfigException(
          found > 0
              ? "device is '%s', but the GPUs are cuda:0 to cuda:%d".formatted(name, found - 1)
              : "device is '%s', but libtorch finds no CUDA GPU; use cpu, or build with -Pcuda. %s"
                  .formatted(name, LIBRARIES));
    }
    return gpu(index);
  }

  /**
   * Makes a GPU the one that everything is allocated for, with one way to compute: fp32 without
   * TF32, which convolutions would take by default and which keeps 10 bits; attention without
   * cuDNN, which libtorch would take or not depending on the version that the host has.
   */
  private static Device gpu(int index) {
    torch.setDeviceIndex((byte) index);
    Context context = torch.globalContext();
    context.lazyInitDevice(DeviceType.CUDA);
    context.setAllowTF32CuDNN(false);
    context.setSDPUseCuDNN(false);
    return new Device(true, index);
  }

  /** Tells whether a GPU computes bfloat16 itself, as those from sm_80 on do. */
  boolean hasBf16() {
    return torch.getCUDAHooks().supportsBFloat16ConvolutionWithCuDNNv8();
  }

  /** Returns where a tensor lives. */
  public static Device of(Tensor tensor) {
    return tensor.is_cuda() ? new Device(true, tensor.device().index()) : CPU;
  }

  /** Waits until everything begun on this device is done; a clock read before that says nothing. */
  public void synchronize() {
    if (cuda) {
      torch.cuda_synchronize(index);
    }
  }

  @Override
  public String toString() {
    return cuda ? "cuda:" + index : "cpu";
  }

  DeviceType type() {
    return cuda ? DeviceType.CUDA : DeviceType.CPU;
  }

  org.bytedeco.pytorch.Device torch() {
    return new org.bytedeco.pytorch.Device(toString());
  }

  TensorOptions options(ScalarType type) {
    return new TensorOptions(type).device(new DeviceOptional(torch()));
  }
}
