package org.vitmae.detection.parity;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Tensors;

/** One recorded file and what was compared with it. Operators always run in full precision. */
record Recorded(String file, Safetensors tensors, Device device, Comparisons comparisons)
    implements AutoCloseable {
  private static final Limit VALUE = Limit.forward(Precision.FP32);

  /** Decoded boxes: the exponential of a log size loses what its argument's last bits say. */
  private static final Limit PIXELS = new Limit(1e-3, 0);

  static Recorded open(Fixture fixture, String file, Device device, Comparisons comparisons) {
    return new Recorded(file, fixture.tensors(file), device, comparisons);
  }

  boolean has(String name) {
    return tensors.names().contains(name);
  }

  Tensor load(String name) {
    return Fixture.load(tensors, name, device);
  }

  /** Loads a tensor that gradients are computed for. */
  Tensor loadLeaf(String name) {
    return load(name).set_requires_grad(true);
  }

  Tensor loadLongs(String name) {
    return Tensors.of(tensors.longs(name), device, tensors.shape(name));
  }

  void value(String name, Tensor got) {
    comparisons.tensor(label(name), got, tensors.floats(name), VALUE);
  }

  void pixels(String name, Tensor got) {
    pixels(name, Tensors.toFloats(got));
  }

  void pixels(String name, float[] got) {
    comparisons.tensor(label(name), got, tensors.floats(name), PIXELS);
  }

  void value(String name, float[] got) {
    comparisons.tensor(label(name), got, tensors.floats(name), VALUE);
  }

  void exactFloats(String name, float[] got) {
    comparisons.tensor(label(name), got, tensors.floats(name), Limit.EXACT);
  }

  void exact(String name, long[] got) {
    comparisons.exact(label(name), got, tensors.longs(name));
  }

  private String label(String name) {
    return file + "." + name;
  }

  @Override
  public void close() {
    tensors.close();
  }
}
