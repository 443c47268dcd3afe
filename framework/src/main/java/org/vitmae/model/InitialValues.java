package org.vitmae.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.vitmae.data.Draws;

/**
 * Initial numbers of a model's tensors, each a function of the seed and the tensor's name alone.
 *
 * <p>They therefore depend neither on engine or device nor on the order in which a model is put
 * together, and a shared part of two models starts out the same in both.
 *
 * @param seed root of all draws
 */
public record InitialValues(long seed) {
  /** Returns one value throughout. */
  public float[] constant(float value, long... shape) {
    float[] values = new float[size(shape)];
    Arrays.fill(values, value);
    return values;
  }

  /** Returns normal numbers of mean 0, as the reference has for class and mask token. */
  public float[] normal(String name, double std, long... shape) {
    RandomGenerator random = draws(name);
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (std * random.nextGaussian());
    }
    return values;
  }

  /** Returns uniform numbers from {@code -bound} to {@code bound}. */
  public float[] uniform(String name, double bound, long... shape) {
    RandomGenerator random = draws(name);
    float[] values = new float[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  /** Returns uniform numbers within sqrt(6 / (fan in + fan out)) (Glorot and Bengio 2010). */
  public float[] xavierUniform(String name, long fanOut, long fanIn, long... shape) {
    return uniform(name, Math.sqrt(6.0 / (fanIn + fanOut)), shape);
  }

  private RandomGenerator draws(String name) {
    return Draws.of(seed, "init/" + name, 0, 0);
  }

  private static int size(long... shape) {
    long size = 1;
    for (long side : shape) {
      size = Math.multiplyExact(size, side);
    }
    return Math.toIntExact(size);
  }
}
