package org.vitmae.segmentation.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Draws;
import org.vitmae.data.InstanceMap;

class LabelDistanceTest {
  /** Compares with all pairs of pixels, in images of few and of many labels. */
  @Test
  void distancesAreExact() {
    RandomGenerator random = Draws.of(1, "distance test", 0, 0);
    for (int round = 0; round < 60; round++) {
      int height = 1 + random.nextInt(14);
      int width = 1 + random.nextInt(14);
      int block = 1 + random.nextInt(6);
      char[] blocks = new char[200];
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = (char) random.nextInt(3);
      }
      char[] labels = new char[height * width];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = blocks[i / width / block * 14 + i % width / block];
      }
      assertThat(LabelDistance.squared(height, width, labels))
          .isEqualTo(naive(height, width, labels));
    }
  }

  private static long[] naive(int height, int width, char[] labels) {
    long[] squared = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      squared[i] = (long) (height + width) * (height + width);
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] != labels[j]) {
          long down = i / width - j / width;
          long across = i % width - j % width;
          squared[i] = Math.min(squared[i], down * down + across * across);
        }
      }
    }
    return squared;
  }

  @Test
  void aReliefRisesToOneInEveryObjectAndFallsWhereTheyTouch() {
    InstanceMap row = new InstanceMap(1, 9, "\0\1\1\1\2\2\2\2\2".toCharArray());
    assertThat(InstanceRelief.of(row)).containsExactly(0, 0.5f, 1, 0.5f, 0.2f, 0.4f, 0.6f, 0.8f, 1);
  }

  @Test
  void anObjectThatFillsTheImageIsFlat() {
    char[] one = {7, 7, 7, 7};
    assertThat(InstanceRelief.of(new InstanceMap(2, 2, one))).containsOnly(1);
    assertThat(InstanceRelief.of(new InstanceMap(2, 2, new char[4]))).containsOnly(0);
  }
}
