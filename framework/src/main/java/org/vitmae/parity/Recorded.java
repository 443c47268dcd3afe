package org.vitmae.parity;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Tensors;

/**
 * A recorded file of operators, and what is compared with it, in full precision whatever is asked
 * for.
 *
 * @param file named without its ending; leads the names of what is compared
 */
public record Recorded(String file, Safetensors tensors, Device device, Comparisons comparisons)
    implements AutoCloseable {
  private static final Limit VALUE = Limit.forward(Precision.FP32);

  /** Decoded boxes: the exponential of a log size loses what its argument's last bits say. */
  private static final Limit PIXELS = new Limit(1e-3, 0);

  /** Opens a file of a fixture, named without its ending. */
  public static Recorded open(
      Fixture fixture, String file, Device device, Comparisons comparisons) {
    return new Recorded(file, fixture.tensors(file), device, comparisons);
  }

  /** Tells whether something is recorded. */
  public boolean has(String name) {
    return tensors.names().contains(name);
  }

  /** Loads a tensor of floats. */
  public Tensor load(String name) {
    return Fixture.load(tensors, name, device);
  }

  /** Loads a tensor that gradients are computed for. */
  public Tensor loadLeaf(String name) {
    return load(name).set_requires_grad(true);
  }

  /** Loads a tensor of whole numbers. */
  public Tensor loadLongs(String name) {
    return Tensors.of(tensors.longs(name), device, tensors.shape(name));
  }

  /** Compares the values of a forward pass or gradients of order 1. */
  public void value(String name, Tensor got) {
    comparisons.tensor(label(name), got, tensors.floats(name), VALUE);
  }

  /** Compares boxes. */
  public void pixels(String name, Tensor got) {
    pixels(name, Tensors.toFloats(got));
  }

  /** Compares boxes. */
  public void pixels(String name, float[] got) {
    comparisons.tensor(label(name), got, tensors.floats(name), PIXELS);
  }

  /** Compares the values of a forward pass or gradients of order 1. */
  public void value(String name, float[] got) {
    comparisons.tensor(label(name), got, tensors.floats(name), VALUE);
  }

  /** Compares numbers that may not differ. */
  public void exactFloats(String name, float[] got) {
    comparisons.tensor(label(name), got, tensors.floats(name), Limit.EXACT);
  }

  /** Compares whole numbers. */
  public void exact(String name, long[] got) {
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
