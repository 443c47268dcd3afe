package org.vitmae.image;

import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast and saturation at random, in random order, as torchvision does.
 * Saturation needs three channels and is left alone otherwise.
 *
 * @param strength factors are uniform from {@code max(0, 1 - strength)} to {@code 1 + strength}
 */
public record ColorJitter(double strength) {
  /** Returns the changed image, [H, W, C]. */
  public Image apply(Image image, RandomGenerator random) {
    Enhancement[] order = {Enhancement.BRIGHTNESS, Enhancement.CONTRAST, Enhancement.COLOR};
    Image result = image;
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i, order.length);
      Enhancement next = order[other];
      order[other] = order[i];
      double least = Math.max(0, 1 - strength);
      result = next.apply(result, least + random.nextDouble() * (1 + strength - least));
    }
    return result;
  }
}
