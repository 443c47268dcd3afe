package org.vitmae.detection.model;

import java.util.random.RandomGenerator;

/** Hands out the generator of a purpose and an image of the batch, made by {@code Draws}. */
@FunctionalInterface
public interface SampleDraws {
  /** Returns a fresh generator, a function of its purpose and the image's epoch and id alone. */
  RandomGenerator of(String purpose, int image);
}
