package org.vitmae.segmentation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.vitmae.data.ClassMask;
import org.vitmae.data.Draws;
import org.vitmae.data.InstanceMap;

class ObjectScoresTest {
  private static final ClassMask JUDGED = Masks.mask("00000000", "00000000");
  private static final InstanceMap TWO = Masks.objects("1111.222", "1111.222");
  private static final InstanceMap NONE = Masks.objects("........", "........");

  private static Map<String, Double> scores(InstanceMap truth, InstanceMap predicted) {
    ObjectScores scores = new ObjectScores();
    scores.add(ObjectMatches.of(JUDGED, truth, predicted));
    return scores.values();
  }

  @Test
  void numbersOfObjectsDoNotMatter() {
    InstanceMap renumbered = Masks.objects("9999.333", "9999.333");
    assertThat(scores(TWO, renumbered))
        .containsExactly(
            Map.entry("F1-50", 1.0),
            Map.entry("F1-mean", 1.0),
            Map.entry("AP-50", 1.0),
            Map.entry("AP-mean", 1.0));
  }

  @Test
  void ofTwoObjectsTakenForOneTheLargerIsFoundIfItIsMostOfIt() {
    // 8 of 16 pixels: one half is not more than one half.
    assertThat(scores(TWO, Masks.objects("11111111", "11111111")).get("AP-50")).isZero();
    // 8 of 14 pixels: found up to a threshold of 0.55.
    Map<String, Double> merged = scores(TWO, Masks.objects("1111.111", "1111.111"));
    assertThat(merged.get("AP-50")).isCloseTo(1.0 / 2, within(1e-12));
    assertThat(merged.get("F1-50")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(merged.get("AP-mean")).isCloseTo(2 * (1.0 / 2) / 10, within(1e-12));
  }

  @Test
  void anObjectTakenForTwoIsFoundByTheLargerPart() {
    // 6 of 8 pixels: found up to 0.7; the rest is a false alarm.
    Map<String, Double> split = scores(TWO, Masks.objects("1113.222", "1113.222"));
    assertThat(split.get("AP-50")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(split.get("F1-50")).isCloseTo(4.0 / 5, within(1e-12));
    assertThat(split.get("AP-mean")).isCloseTo((5 * (2.0 / 3) + 5 * (1.0 / 4)) / 10, within(1e-12));
  }

  @Test
  void nothingFoundAndNothingThereAreDifferentThings() {
    assertThat(scores(TWO, NONE)).containsEntry("F1-50", 0.0).containsEntry("AP-mean", 0.0);
    assertThat(scores(NONE, TWO)).containsEntry("F1-50", 0.0).containsEntry("AP-mean", 0.0);
    assertThat(scores(NONE, NONE)).isEmpty();
  }

  @Test
  void everyImageWithObjectsCountsTheSame() {
    ObjectScores scores = new ObjectScores();
    scores.add(ObjectMatches.of(JUDGED, TWO, TWO));
    scores.add(ObjectMatches.of(JUDGED, NONE, NONE));
    scores.add(ObjectMatches.of(JUDGED, TWO, NONE));
    assertThat(scores.values()).containsEntry("AP-50", 0.5).containsEntry("F1-mean", 0.5);
  }

  @Test
  void objectsWhereNothingIsJudgedAreNeitherMissedNorFalse() {
    ClassMask left = Masks.mask("00000###", "00000###");
    ObjectMatches matches = ObjectMatches.of(left, TWO, Masks.objects("1111..33", "11112222"));
    assertThat(matches.truths()).isEqualTo(1);
    assertThat(matches.predicted()).isEqualTo(2);
    assertThat(matches.found()).containsOnly(1);
  }

  @Test
  void equalsPairwiseComparison() {
    RandomGenerator random = Draws.of(1, "object test", 0, 0);
    for (int round = 0; round < 50; round++) {
      InstanceMap truth = strips(random);
      InstanceMap predicted = strips(random);
      ClassMask all = new ClassMask(1, 60, new byte[60]);
      int[] found = ObjectMatches.of(all, truth, predicted).found();
      for (int t = 0; t < ObjectMatches.THRESHOLDS; t++) {
        assertThat(found[t]).isEqualTo(naive(truth, predicted, t));
      }
    }
  }

  /** Objects of a few pixels in a row. */
  private static InstanceMap strips(RandomGenerator random) {
    char[] ids = new char[60];
    int at = random.nextInt(4);
    for (char id = 1; at < ids.length; id++) {
      int end = Math.min(ids.length, at + 3 + random.nextInt(8));
      Arrays.fill(ids, at, end, id);
      at = end + random.nextInt(2);
    }
    return new InstanceMap(1, 60, ids);
  }

  private static int naive(InstanceMap truth, InstanceMap predicted, int threshold) {
    int found = 0;
    for (int one = 1; one <= 20; one++) {
      for (int other = 1; other <= 20; other++) {
        int common = 0;
        int union = 0;
        for (int i = 0; i < 60; i++) {
          boolean is = truth.ids()[i] == one;
          boolean as = predicted.ids()[i] == other;
          common += is && as ? 1 : 0;
          union += is || as ? 1 : 0;
        }
        found += union > 0 && 100 * common > (50 + 5 * threshold) * union ? 1 : 0;
      }
    }
    return found;
  }

  @Test
  void mapsOfOtherSizesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectMatches.of(JUDGED, TWO, Masks.objects("1111")))
        .withMessageContaining("[2, 8] and [1, 4]");
  }
}
