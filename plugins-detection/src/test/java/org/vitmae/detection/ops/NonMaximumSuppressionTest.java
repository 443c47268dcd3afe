package org.vitmae.detection.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.data.Draws;

class NonMaximumSuppressionTest {
  private static final NonMaximumSuppression HALF = new NonMaximumSuppression(0.5f);

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void itKeepsWhatTheDefinitionKeeps(int classes) {
    RandomGenerator random = Draws.of(1, "boxes", 0, 0);
    int size = 150;
    float[] boxes = new float[4 * size];
    float[] scores = new float[size];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      boxes[4 * i] = random.nextFloat(50);
      boxes[4 * i + 1] = random.nextFloat(50);
      boxes[4 * i + 2] = boxes[4 * i] + 5 + random.nextFloat(30);
      boxes[4 * i + 3] = boxes[4 * i + 1] + 5 + random.nextFloat(30);
      scores[i] = random.nextFloat() - 0.5f;
      labels[i] = random.nextInt(classes);
    }

    assertThat(HALF.keep(boxes, scores, labels, size))
        .containsExactly(byDefinition(boxes, scores, labels))
        .hasSizeLessThan(size);
  }

  @Test
  void noMoreAreKeptThanAsked() {
    float[] apart = {0, 0, 1, 1, 5, 5, 6, 6, 9, 9, 10, 10};

    assertThat(HALF.keep(apart, new float[] {0.1f, 0.9f, 0.5f}, new int[3], 2))
        .containsExactly(1, 2);
  }

  @Test
  void ofEqualBoxesWithEqualScoresTheFirstIsKept() {
    float[] equal = {0, 0, 2, 2, 0, 0, 2, 2};

    assertThat(HALF.keep(equal, new float[] {0.5f, 0.5f}, new int[2], 2)).containsExactly(0);
  }

  @Test
  void overlapOfExactlyTheThresholdIsAllowed() {
    float[] half = {0, 0, 2, 2, 0, 0, 2, 1};

    assertThat(HALF.keep(half, new float[] {0.9f, 0.5f}, new int[2], 2)).containsExactly(0, 1);
  }

  @Test
  void nothingGivesNothing() {
    assertThat(HALF.keep(new float[0], new float[0], new int[0], 10)).isEmpty();
  }

  private static int[] byDefinition(float[] boxes, float[] scores, int[] labels) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      left.add(i);
    }
    left.sort((a, b) -> Float.compare(scores[b], scores[a]));
    List<Integer> kept = new ArrayList<>();
    while (!left.isEmpty()) {
      int best = left.remove(0);
      kept.add(best);
      left.removeIf(other -> labels[other] == labels[best] && iou(boxes, best, other) > 0.5f);
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static float iou(float[] b, int i, int j) {
    float width = Math.min(b[4 * i + 2], b[4 * j + 2]) - Math.max(b[4 * i], b[4 * j]);
    float height = Math.min(b[4 * i + 3], b[4 * j + 3]) - Math.max(b[4 * i + 1], b[4 * j + 1]);
    float both = Math.max(0, width) * Math.max(0, height);
    return both / (area(b, i) + area(b, j) - both);
  }

  private static float area(float[] b, int i) {
    return (b[4 * i + 2] - b[4 * i]) * (b[4 * i + 3] - b[4 * i + 1]);
  }
}
