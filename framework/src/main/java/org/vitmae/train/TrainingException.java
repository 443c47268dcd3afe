package org.vitmae.train;

/**
 * Says that training cannot go on, or that its result cannot be judged: names where it stood and
 * what to do.
 */
public final class TrainingException extends RuntimeException {
  public TrainingException(String message) {
    super(message);
  }

  /** Says that a loss or weight is infinite or not a number. */
  static TrainingException notFinite(
      String what, long step, long epoch, double learningRate, String lastGood) {
    return new TrainingException(
        ("%s at step %d (epoch %d) with learning rate %s. %s. "
                + "Lower base-learning-rate, lengthen warmup-epochs or set clip-grad-norm,"
                + " and start again.")
            .formatted(what, step, epoch, learningRate, lastGood));
  }
}
