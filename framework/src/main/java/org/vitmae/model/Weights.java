package org.vitmae.model;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.data.Draws;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Makes the initial tensors of a model, each a function of the seed and its own name alone.
 *
 * <p>Initial values therefore depend neither on the device nor on the order in which a model is put
 * together, and a shared part of two models starts out the same in both.
 */
public final class Weights {
  private final NamedParameters parameters;
  private final String prefix;
  private final Device device;
  private final long seed;

  /** Makes tensors on a device and registers them in {@code parameters}. */
  public Weights(NamedParameters parameters, Device device, long seed) {
    this(parameters, "", device, seed);
  }

  private Weights(NamedParameters parameters, String prefix, Device device, long seed) {
    this.parameters = parameters;
    this.prefix = prefix;
    this.device = device;
    this.seed = seed;
  }

  /**
   * Returns a maker of tensors whose names start with this one's prefix, {@code name} and a dot.
   */
  public Weights child(String name) {
    return new Weights(parameters, prefix + name + ".", device, seed);
  }

  /** One value throughout. */
  public Tensor constant(String name, float value, long... shape) {
    float[] values = new float[size(shape)];
    java.util.Arrays.fill(values, value);
    return add(name, values, true, shape);
  }

  /** A table that is part of the model but not learned. */
  public Tensor frozen(String name, float[] values, long... shape) {
    return add(name, values, false, shape);
  }

  /** Normal with mean 0, as the reference initializes class and mask token. */
  public Tensor normal(String name, double std, long... shape) {
    RandomGenerator random = draws(name);
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (std * random.nextGaussian());
    }
    return add(name, values, true, shape);
  }

  Tensor uniform(String name, double bound, long... shape) {
    RandomGenerator random = draws(name);
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return add(name, values, true, shape);
  }

  /** Uniform within sqrt(6 / (fan in + fan out)) (Glorot and Bengio 2010). */
  Tensor xavierUniform(String name, long fanOut, long fanIn, long... shape) {
    return uniform(name, Math.sqrt(6.0 / (fanIn + fanOut)), shape);
  }

  private Tensor add(String name, float[] values, boolean trainable, long... shape) {
    try (Scope scope = new Scope()) {
      return parameters.add(prefix + name, Tensors.of(values, device, shape), trainable);
    }
  }

  private RandomGenerator draws(String name) {
    return Draws.of(seed, "init/" + prefix + name, 0, 0);
  }

  private static int size(long... shape) {
    long size = 1;
    for (long side : shape) {
      size = Math.multiplyExact(size, side);
    }
    return Math.toIntExact(size);
  }
}
