package org.vitmae.plugin;

import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * The size of an arm.
 *
 * @param engine what computes it, for instance {@code libtorch} or {@code deeplearning4j}
 * @param device where it runs, which may be less than what was asked for
 * @param precision likewise
 * @param parameters number of weights, frozen ones included
 * @param trainableParameters number of weights that training changes
 * @param trainFlopsPerImage floating-point operations of one training step divided by its images, a
 *     multiplication and an addition counted as two
 */
public record ArmPlan(
    String engine,
    Device device,
    Precision precision,
    long parameters,
    long trainableParameters,
    double trainFlopsPerImage) {
  /** Tells whether training changes any weight. */
  public boolean trains() {
    return trainableParameters > 0;
  }
}
