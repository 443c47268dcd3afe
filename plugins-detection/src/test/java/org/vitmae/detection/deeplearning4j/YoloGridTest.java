package org.vitmae.detection.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Box;
import org.vitmae.data.TrainingBoxes;

class YoloGridTest {
  private static final YoloGrid GRID = new YoloGrid(2, 3, 2); // 32 x 48 pixels
  private static final Box WIDE = new Box(0, 2, 40, 14, 1); // middle at (20, 8)
  private static final Box SMALL = new Box(24, 4, 28, 8, 0); // middle at (26, 6)
  private static final Box CROWD =
      new Box(34, 20, 46, 30, 0, true, false, 100, Optional.empty()); // middle at (40, 25)

  private static float[] targets(Box... boxes) {
    Annotation objects = new Annotation(OptionalInt.empty(), List.of(boxes), Optional.empty());
    byte[] pixels = new byte[2 * 32 * 48];
    return GRID.targets(
        new Batch(0, new long[] {7, 8}, 2, 32, 48, 1, pixels, List.of(Annotation.none(), objects)));
  }

  /** Returns what the second image's cell says. */
  private static List<Float> cell(float[] targets, int row, int column) {
    return IntStream.range(0, 6).mapToObj(i -> targets[36 + 6 * i + 3 * row + column]).toList();
  }

  @Test
  void theCellOfAnObjectsMiddleHoldsItsSidesInCellsAndItsClass() {
    float[] targets = targets(WIDE);
    assertThat(cell(targets, 0, 1)).containsExactly(0f, 0.125f, 2.5f, 0.875f, 0f, 1f);
    assertThat(targets).hasSize(2 * 36);
    assertThat(IntStream.range(0, targets.length).filter(i -> targets[i] != 0)).hasSize(4);
  }

  @Test
  void ofObjectsInOneCellTheSmallestIsLearned() {
    assertThat(targets(WIDE, SMALL)).isEqualTo(targets(SMALL, WIDE)).isEqualTo(targets(SMALL));
    assertThat(GRID.withoutCell(new TrainingBoxes(List.of(List.of(WIDE, SMALL), List.of(WIDE)))))
        .isEqualTo(1);
  }

  @Test
  void crowdsAreNotLearned() {
    assertThat(targets(CROWD)).containsOnly(0);
  }

  @Test
  void aMiddleOnTheLastEdgeBelongsToTheLastCell() {
    assertThat(cell(targets(new Box(48, 0, 48, 32, 0)), 1, 2)).element(4).isEqualTo(1f);
  }
}
