package org.vitmae.detection.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Box;
import org.vitmae.data.Draws;

class AnchorClustersTest {
  /** Boxes of about 10 x 40 and 60 x 20, wherever they are. */
  private static List<Box> boxes() {
    RandomGenerator random = Draws.of(1, "boxes", 0, 0);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      float at = random.nextInt(100);
      boxes.add(new Box(at, 0, at + 9 + random.nextInt(3), 39 + random.nextInt(3), 0));
      boxes.add(new Box(at, 5, at + 59 + random.nextInt(3), 24 + random.nextInt(3), 0));
    }
    return boxes;
  }

  @Test
  void theMiddlesOfClearClustersAreFound() {
    double[][] sizes = AnchorClusters.of(boxes(), 2, 7);
    assertThat(AnchorClusters.iou(sizes[0], new double[] {10, 40})).isGreaterThan(0.95);
    assertThat(AnchorClusters.iou(sizes[1], new double[] {60, 20})).isGreaterThan(0.95);
  }

  @Test
  void theSameSeedGivesTheSameSizes() {
    assertThat(AnchorClusters.of(boxes(), 5, 7)).isDeepEqualTo(AnchorClusters.of(boxes(), 5, 7));
  }

  @Test
  void oneBoxMakesAllSizes() {
    double[][] sizes = AnchorClusters.of(boxes().subList(0, 1), 5, 7);
    assertThat(sizes).hasDimensions(5, 2);
    assertThat(sizes[4]).isEqualTo(sizes[0]);
  }

  @Test
  void withoutBoxesSidesDouble() {
    assertThat(AnchorClusters.of(List.of(), 3, 7))
        .isDeepEqualTo(new double[][] {{32, 32}, {64, 64}, {128, 128}});
  }
}
