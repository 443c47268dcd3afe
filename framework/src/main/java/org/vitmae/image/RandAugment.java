package org.vitmae.image;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * RandAugment (Cubuk et al. 2020) as the paper's fine-tuning uses it, timm's {@code
 * rand-mM-mstd0.5-inc1}: two of fifteen operations, drawn with replacement, each skipped at random,
 * each with a magnitude of its own around the one given.
 *
 * <p>Images of any number of channels will do; what needs color ({@link Enhancement#COLOR}) does
 * nothing unless there are three.
 *
 * @param magnitude mean of the magnitudes, 0 to 10
 * @param probability probability that a drawn operation is applied
 * @param mean mean of each channel on the scale 0 to 1; what comes in from outside has this color
 */
public record RandAugment(double magnitude, double probability, List<Double> mean) {
  private static final int OPERATIONS = 2;
  private static final double DEVIATION = 0.5;
  private static final double GREATEST_MAGNITUDE = 10;

  public RandAugment {
    mean = List.copyOf(mean);
  }

  /** Returns the image, [H, W, C], with up to two operations applied. */
  public Image apply(Image image, RandomGenerator random) {
    RandAugmentOperation[] all = RandAugmentOperation.values();
    int[] fill = mean.stream().mapToInt(m -> (int) Math.min(255, Math.rint(255 * m))).toArray();
    Image result = image;
    for (int i = 0; i < OPERATIONS; i++) {
      RandAugmentOperation operation = all[random.nextInt(all.length)];
      boolean applied = random.nextDouble() < probability;
      double drawn = random.nextGaussian(magnitude, DEVIATION);
      boolean negative = random.nextBoolean();
      if (applied) {
        double strength = Math.max(0, Math.min(GREATEST_MAGNITUDE, drawn)) / GREATEST_MAGNITUDE;
        result = operation.apply(result, strength, negative, fill);
      }
    }
    return result;
  }
}
