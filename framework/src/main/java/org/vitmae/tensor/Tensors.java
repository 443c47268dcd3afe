package org.vitmae.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Moves numbers between Java arrays and tensors.
 *
 * <p>What goes to a GPU lies in page-locked memory and is copied while the host goes on: a copy
 * from ordinary memory would first wait until the GPU has done everything begun before it. libtorch
 * hands page-locked memory out again when its copies are done, but never back to the system, so
 * that of very large tensors stays ordinary.
 */
public final class Tensors {
  /** Bytes; 1 700 images of 224 x 224 pixels. */
  private static final long MOST_PAGE_LOCKED = 256 << 20;

  private Tensors() {}

  /** Copies floats into a new tensor on a device. */
  public static Tensor of(float[] values, Device device, long... shape) {
    Tensor host = empty(ScalarType.Float, device, values.length, shape);
    if (values.length > 0) { // the memory of an empty tensor is a null pointer
      new FloatPointer(host.data_ptr()).put(values);
    }
    return sent(host, device);
  }

  /** Copies whole numbers into a new int64 tensor on a device. */
  public static Tensor of(long[] values, Device device, long... shape) {
    Tensor host = empty(ScalarType.Long, device, values.length, shape);
    if (values.length > 0) {
      new LongPointer(host.data_ptr()).put(values);
    }
    return sent(host, device);
  }

  /** Copies unsigned bytes into a new uint8 tensor on a device. */
  public static Tensor of(byte[] values, Device device, long... shape) {
    Tensor host = empty(ScalarType.Byte, device, values.length, shape);
    if (values.length > 0) {
      new BytePointer(host.data_ptr()).put(values);
    }
    return sent(host, device);
  }

  /** Copies a tensor of any type and device into a float array, row-major. */
  public static float[] toFloats(Tensor tensor) {
    try (Scope scope = new Scope()) {
      Tensor host = onHost(tensor, ScalarType.Float);
      float[] values = new float[Math.toIntExact(host.numel())];
      if (values.length > 0) {
        new FloatPointer(host.data_ptr()).get(values);
      }
      return values;
    }
  }

  /** Copies a tensor of whole numbers into a long array, row-major. */
  public static long[] toLongs(Tensor tensor) {
    try (Scope scope = new Scope()) {
      Tensor host = onHost(tensor, ScalarType.Long);
      long[] values = new long[Math.toIntExact(host.numel())];
      if (values.length > 0) {
        new LongPointer(host.data_ptr()).get(values);
      }
      return values;
    }
  }

  /**
   * Returns the memory of a contiguous CPU tensor without copying it; valid only while the tensor
   * is.
   *
   * @throws IllegalArgumentException if the tensor is larger than 2 GB
   */
  public static ByteBuffer memory(Tensor tensor) {
    long bytes = tensor.nbytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a tensor of %d bytes does not fit one buffer (2 GB)".formatted(bytes));
    }
    return new BytePointer(tensor.data_ptr())
        .capacity(bytes)
        .asByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the shape as an array. */
  public static long[] shape(Tensor tensor) {
    long[] shape = new long[(int) tensor.dim()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = tensor.size(i);
    }
    return shape;
  }

  /** Returns a tensor on a device: itself if it is there already, otherwise a copy. */
  public static Tensor onDevice(Tensor tensor, Device device) {
    if (Device.of(tensor).equals(device)) {
      return tensor;
    }
    boolean pin = device.cuda() && tensor.is_cpu() && tensor.numel() > 0;
    return copied(pin ? tensor.pin_memory() : tensor, device);
  }

  private static Tensor sent(Tensor host, Device device) {
    if (!device.cuda()) {
      return host;
    }
    Tensor copy = copied(host, device);
    host.close(); // libtorch's page-locked memory waits for the copy
    return copy;
  }

  private static Tensor copied(Tensor tensor, Device device) {
    return tensor.to(
        device.torch(), tensor.scalar_type(), device.cuda(), false, new MemoryFormatOptional());
  }

  private static Tensor onHost(Tensor tensor, ScalarType type) {
    return tensor.detach().cpu().to(type).contiguous();
  }

  /** Makes a tensor on the host, to be copied to a device. */
  private static Tensor empty(ScalarType type, Device device, int values, long... shape) {
    long expected = 1;
    for (long side : shape) {
      expected *= side;
    }
    if (expected != values) {
      throw new IllegalArgumentException(
          "shape %s holds %d values, got %d".formatted(Arrays.toString(shape), expected, values));
    }
    boolean pageLocked = values * torch.elementSize(type) <= MOST_PAGE_LOCKED && device.cuda();
    TensorOptions options = Device.CPU.options(type).pinned_memory(new BoolOptional(pageLocked));
    return torch.empty(shape, options, null);
  }

  /** Tells whether a tensor's values have 32 bits. */
  public static boolean isFloat(Tensor tensor) {
    // Every call makes a constant of its own; intern() returns the one that can be compared.
    return tensor.scalar_type().intern() == ScalarType.Float;
  }
}
