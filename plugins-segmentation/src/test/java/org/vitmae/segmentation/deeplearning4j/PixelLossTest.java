package org.vitmae.segmentation.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Draws;

class PixelLossTest {
  private static final int PIXELS = 5;
  private static final PixelLoss LOSS = new PixelLoss(3, 4);

  private final RandomGenerator random = Draws.of(1, "test", 0, 0);
  private final double[] scores = random.doubles(4 * PIXELS, -3, 3).toArray();
  private final double[] targets = {
    0, 2, 1, 0, 2, 0.1, 0.2, 0.3, 0, 0.4, 0, 0.5, 1, 0.25, 0.75, 0.2, 0.2, 0.2, 0, 0.4
  };

  @Test
  void isTheWeightedCrossEntropyOfClassAndRelief() {
    double expected = 0;
    for (int p = 0; p < PIXELS; p++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += Math.exp(scores[k * PIXELS + p]);
      }
      double own = Math.exp(scores[(int) targets[p] * PIXELS + p]) / sum;
      double inside = 1 / (1 + Math.exp(-scores[3 * PIXELS + p]));
      double truth = targets[2 * PIXELS + p];
      expected -= targets[PIXELS + p] * Math.log(own);
      expected -=
          targets[3 * PIXELS + p] * (truth * Math.log(inside) + (1 - truth) * Math.log(1 - inside));
    }
    assertThat(LOSS.replaceByGradients(scores.clone(), targets)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void gradientsAreThoseOfTheLoss() {
    double[] gradients = scores.clone();
    LOSS.replaceByGradients(gradients, targets);
    for (int i = 0; i < scores.length; i++) {
      double[] more = scores.clone();
      double[] less = scores.clone();
      more[i] += 1e-5;
      less[i] -= 1e-5;
      double slope =
          (LOSS.replaceByGradients(more, targets) - LOSS.replaceByGradients(less, targets)) / 2e-5;
      assertThat(gradients[i]).isCloseTo(slope, within(1e-9));
    }
  }

  @Test
  void pixelsWithoutWeightTeachNothing() {
    double[] gradients = scores.clone();
    LOSS.replaceByGradients(gradients, targets);
    for (int k = 0; k < 4; k++) {
      assertThat(gradients[k * PIXELS + 3]).isZero();
    }
  }

  @Test
  void greatScoresDoNotOverflow() {
    double[] values = {2000, -2000, 900, -900};
    double loss = new PixelLoss(3, 4).replaceByGradients(values, new double[] {1, 1, 1, 1});

    assertThat(loss).isEqualTo(4000 + 900);
    assertThat(values).containsExactly(1, -1, 0, -1);
  }
}
