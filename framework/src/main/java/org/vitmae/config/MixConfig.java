package org.vitmae.config;

/**
 * Mixing of the images of a batch and of their labels: mixup (Zhang et al. 2018) and cutmix (Yun et
 * al. 2019).
 *
 * @param mixupAlpha both parameters of the beta distribution of mixup's share; 0 switches mixup off
 * @param cutmixAlpha likewise for the area that cutmix leaves; 0 switches cutmix off
 * @param probability probability that a batch is mixed at all
 * @param switchProbability probability of cutmix rather than mixup where both are on
 */
public record MixConfig(
    double mixupAlpha, double cutmixAlpha, double probability, double switchProbability) {
  public MixConfig {
    Range.within("mixup-alpha", mixupAlpha, 0, 100);
    Range.within("cutmix-alpha", cutmixAlpha, 0, 100);
    Range.within("probability", probability, 0, 1);
    Range.within("switch-probability", switchProbability, 0, 1);
  }

  /** Tells whether any batch may be mixed. */
  public boolean isOn() {
    return probability > 0 && (mixupAlpha > 0 || cutmixAlpha > 0);
  }
}
