package org.vitmae.tensor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
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

  private static final Pattern NAME = Pattern.compile("auto|cpu|cuda(?::(\\d{1,3}))?");

  /**
   * Finds the device a user asked for.
   *
   * @param name {@code auto} (a GPU if there is one), {@code cpu}, {@code cuda} or {@code cuda:i}
   * @throws ConfigException if the name is none of these or there is no such GPU
   */
  public static Device parse(String name) {
    Matcher match = NAME.matcher(name);
    if (!match.matches()) {
      throw new ConfigException(
          "device is '%s'; it must be auto, cpu, cuda or cuda:<number>".formatted(name));
    }
    if (name.equals("cpu")) {
      return CPU;
    }
    int found = torch.cuda_is_available() ? (int) torch.getNumGPUs() : 0;
    if (name.equals("auto")) {
      return found > 0 ? new Device(true, 0) : CPU;
    }
    int index = match.group(1) == null ? 0 : Integer.parseInt(match.group(1));
    if (index >= found) {
      throw new ConfigException(
          ("device is '%s', but libtorch finds %d CUDA GPU(s); use cpu, or build with -Pcuda and put"
                  + " CUDA 13, cuDNN 9 and NCCL on the library path")
              .formatted(name, found));
    }
    return new Device(true, index);
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
