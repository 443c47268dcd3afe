package org.vitmae.data;

import java.util.random.RandomGenerator;

/** Turns an example as read into one of the size a model sees, annotation included. Thread-safe. */
@FunctionalInterface
public interface Transform {
  /**
   * Returns the transformed example, with the same id.
   *
   * @param random the only source of chance; belongs to this sample and epoch alone
   */
  Sample apply(Sample sample, RandomGenerator random);
}
