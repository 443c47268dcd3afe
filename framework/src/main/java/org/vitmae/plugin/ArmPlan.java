package org.vitmae.plugin;

import java.util.Objects;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * The size of an arm.
 *
 * @param engine what computes it, for instance {@code libtorch} or {@code deeplearning4j}
 * @param device where it runs, which may be less than what was asked for
 * @param precision likewise
 * @param parameters number of weights, frozen ones included
 * @param trainableParameters number of weights that training changes; of an arm with none, which
 *     only looks, every training image is shown once, in order, as in evaluation, the last batch
 *     padded
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
  /**
   * Checks what reports count with.
   *
   * @throws IllegalArgumentException if a number is negative or not finite
   */
  public ArmPlan {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(precision, "precision");
    if (trainableParameters < 0
        || parameters < trainableParameters
        || !(trainFlopsPerImage >= 0 && trainFlopsPerImage < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "an arm has 0 or more parameters, trains at most all of them, and takes a finite number of operations, got %d, %d and %s"
              .formatted(parameters, trainableParameters, trainFlopsPerImage));
    }
  }

  /** Tells whether training changes any weight. */
  public boolean trains() {
    return trainableParameters > 0;
  }
}
