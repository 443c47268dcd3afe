package org.vitmae.plugin;

/**
 * The size of an arm.
 *
 * @param engine what computes it, for instance {@code libtorch} or {@code deeplearning4j}
 * @param parameters number of weights, frozen ones included
 * @param trainableParameters number of weights that training changes
 * @param trainFlopsPerImage floating-point operations of one training step divided by its images, a
 *     multiplication and an addition counted as two
 */
public record ArmPlan(
    String engine, long parameters, long trainableParameters, double trainFlopsPerImage) {}
