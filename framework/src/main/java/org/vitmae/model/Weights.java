package org.vitmae.model;

import org.bytedeco.pytorch.Tensor;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/** Makes the initial tensors of a model. */
public final class Weights {
  private final NamedParameters parameters;
  private final String prefix;
  private final Device device;
  private final InitialValues initial;

  /** Makes tensors on a device and registers them in {@code parameters}. */
  public Weights(NamedParameters parameters, Device device, long seed) {
    this(parameters, "", device, new InitialValues(seed));
  }

  private Weights(NamedParameters parameters, String prefix, Device device, InitialValues initial) {
    this.parameters = parameters;
    this.prefix = prefix;
    this.device = device;
    this.initial = initial;
  }

  /**
   * Returns a maker of tensors whose names start with this one's prefix, {@code name} and a dot.
   */
  public Weights child(String name) {
    return new Weights(parameters, prefix + name + ".", device, initial);
  }

  /** One value throughout. */
  public Tensor constant(String name, float value, long... shape) {
    return add(name, initial.constant(value, shape), true, shape);
  }

  /** A table that is part of the model but not learned. */
  public Tensor frozen(String name, float[] values, long... shape) {
    return add(name, values, false, shape);
  }

  /** Normal with mean 0, as the reference initializes class and mask token. */
  public Tensor normal(String name, double std, long... shape) {
    return add(name, initial.normal(prefix + name, std, shape), true, shape);
  }

  /** Uniform from {@code -bound} to {@code bound}. */
  public Tensor uniform(String name, double bound, long... shape) {
    return add(name, initial.uniform(prefix + name, bound, shape), true, shape);
  }

  /** Uniform within sqrt(6 / (fan in + fan out)) (Glorot and Bengio 2010). */
  public Tensor xavierUniform(String name, long fanOut, long fanIn, long... shape) {
    return add(name, initial.xavierUniform(prefix + name, fanOut, fanIn, shape), true, shape);
  }

  private Tensor add(String name, float[] values, boolean trainable, long... shape) {
    try (Scope scope = new Scope()) {
      return parameters.add(prefix + name, Tensors.of(values, device, shape), trainable);
    }
  }
}
