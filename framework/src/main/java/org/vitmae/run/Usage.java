package org.vitmae.run;

/**
 * What a cell cost.
 *
 * @param parameters number of weights
 * @param trainableParameters number of weights that training changes
 * @param imagesSeen training images processed, repeats counted
 * @param flops floating-point operations of training
 * @param wallSeconds training and validation, without the final test, summed over resumes
 * @param waitShare share of the training time spent waiting for data
 * @param peakMemoryBytes greatest resident memory of the process (CPU) or of the device, over all
 *     resumes
 */
public record Usage(
    long parameters,
    long trainableParameters,
    long imagesSeen,
    double flops,
    double wallSeconds,
    double waitShare,
    long peakMemoryBytes) {
  /** Returns the usage of a cell of a known size that has not begun. */
  public static Usage none(long parameters, long trainableParameters) {
    return new Usage(parameters, trainableParameters, 0, 0, 0, 0, 0);
  }

  /** Returns this usage with the peak of an earlier process, if that was greater. */
  public Usage withPeakOf(Usage earlier) {
    return new Usage(
        parameters,
        trainableParameters,
        imagesSeen,
        flops,
        wallSeconds,
        waitShare,
        Math.max(peakMemoryBytes, earlier.peakMemoryBytes));
  }
}
