package org.vitmae.segmentation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.vitmae.data.ClassMask;
import org.vitmae.data.Draws;

class BoundaryScoresTest {
  /** A square of class 1 in an image whose tolerance is 2 pixels. */
  private static ClassMask square(int left) {
    byte[] classes = new byte[150 * 150];
    for (int y = 40; y < 100; y++) {
      for (int x = left; x < left + 60; x++) {
        classes[y * 150 + x] = 1;
      }
    }
    return new ClassMask(150, 150, classes);
  }

  private static double score(ClassMask truth, ClassMask predicted) {
    BoundaryScores scores = new BoundaryScores(3);
    scores.add(truth, predicted);
    return scores.mean();
  }

  @Test
  void boundariesMayBeOffByTheTolerance() {
    assertThat(score(square(40), square(40))).isEqualTo(1);
    assertThat(score(square(40), square(42))).isEqualTo(1);
    assertThat(score(square(40), square(43))).isBetween(0.4, 0.9);
  }

  @Test
  void aBoundaryThatWasMissedOrMadeUpIsWorthNothing() {
    ClassMask empty = new ClassMask(150, 150, new byte[150 * 150]);
    assertThat(score(square(40), empty)).isZero();
    assertThat(score(empty, square(40))).isZero();
    assertThat(score(empty, empty)).isNaN();
  }

  @Test
  void pixelsThatAreNotJudgedHaveNoBoundary() {
    assertThat(score(Masks.mask("11##", "11##"), Masks.mask("1100", "1100"))).isNaN();
    assertThat(score(Masks.mask("1#0", "110"), Masks.mask("1#0", "110"))).isEqualTo(1);
  }

  @Test
  void equalsItsDefinition() {
    RandomGenerator random = Draws.of(1, "boundary test", 0, 0);
    for (int round = 0; round < 20; round++) {
      ClassMask truth = blocks(random);
      ClassMask predicted = blocks(random);
      double sum = 0;
      for (byte label = 0; label < 3; label++) {
        double precision = share(predicted, truth, label);
        double recall = share(truth, predicted, label);
        sum += precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
      }
      assertThat(score(truth, predicted)).isCloseTo(sum / 3, within(1e-12));
    }
  }

  /** Three classes in blocks of 4 x 4 pixels, 36 x 36 in all: the tolerance is 1. */
  private static ClassMask blocks(RandomGenerator random) {
    int[] labels = random.ints(81, 0, 3).toArray();
    byte[] classes = new byte[36 * 36];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) labels[i / 36 / 4 * 9 + i % 36 / 4];
    }
    return new ClassMask(36, 36, classes);
  }

  private static double share(ClassMask from, ClassMask to, byte label) {
    int near = 0;
    int all = 0;
    for (int y = 0; y < 36; y++) {
      for (int x = 0; x < 36; x++) {
        if (isBoundary(from, y, x, label)) {
          all++;
          near +=
              isBoundary(to, y, x, label)
                      || isBoundary(to, y - 1, x, label)
                      || isBoundary(to, y + 1, x, label)
                      || isBoundary(to, y, x - 1, label)
                      || isBoundary(to, y, x + 1, label)
                  ? 1
                  : 0;
        }
      }
    }
    return (double) near / all;
  }

  private static boolean isBoundary(ClassMask mask, int y, int x, byte label) {
    return inside(y, x)
        && mask.classes()[y * 36 + x] == label
        && (differs(mask, y - 1, x, label)
            || differs(mask, y + 1, x, label)
            || differs(mask, y, x - 1, label)
            || differs(mask, y, x + 1, label));
  }

  private static boolean differs(ClassMask mask, int y, int x, byte label) {
    return inside(y, x) && mask.classes()[y * 36 + x] != label;
  }

  private static boolean inside(int y, int x) {
    return y >= 0 && y < 36 && x >= 0 && x < 36;
  }
}
