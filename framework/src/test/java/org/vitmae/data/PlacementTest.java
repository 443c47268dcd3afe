package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlacementTest {
  /** Above the diagonal from bottom left to top right. */
  private static final Polygons TRIANGLE =
      new Polygons(List.of(new double[] {0, 0, 100, 0, 0, 100}));

  private static final Polygons LEFT_BAR =
      new Polygons(List.of(new double[] {0, 0, 10, 0, 10, 100, 0, 100}));

  private static List<Box> moved(Placement placement, Optional<InstanceMask> mask) {
    Box box = new Box(0, 0, 100, 100, 0, false, false, 5000, mask);
    return placement
        .move(new Annotation(OptionalInt.empty(), List.of(box), Optional.empty()))
        .boxes();
  }

  /** A window of 40 x 40 pixels in full size. */
  private static Placement window(int top, int left) {
    return new Placement(1, 1, top, left, 40, 40, 40, false);
  }

  @Test
  void anObjectOfWhichNoPixelIsLeftIsNoneEvenIfItsBoxIsCutThrough() {
    assertThat(moved(window(60, 60), Optional.of(TRIANGLE))).isEmpty();
    assertThat(moved(window(60, 60), Optional.empty())).hasSize(1);
  }

  @Test
  void aBoxThatIsCutShrinksToWhatIsLeftOfTheObject() {
    Box box = moved(window(45, 40), Optional.of(TRIANGLE)).get(0);

    assertThat(new float[] {box.x1(), box.y1(), box.x2(), box.y2()}).containsExactly(0, 0, 15, 15);
    assertThat(box.mask().orElseThrow()).isInstanceOf(RunLengths.class);
  }

  @Test
  void aBoxThatIsNotCutStaysAsAnnotated() {
    Placement half = new Placement(0.5, 0.5, 0, 0, 60, 80, 50, false);

    Box box = moved(half, Optional.of(LEFT_BAR)).get(0);

    assertThat(new float[] {box.x1(), box.y1(), box.x2(), box.y2()}).containsExactly(0, 0, 50, 50);
  }

  @Test
  void paddingIsNotMirrored() {
    Placement half = new Placement(0.5, 0.5, 0, 0, 60, 80, 50, true);

    Box box = moved(half, Optional.of(LEFT_BAR)).get(0);

    assertThat(new float[] {box.x1(), box.x2()}).containsExactly(0, 50);
    double[] pixels = ((RunLengths) box.mask().orElseThrow()).bounds();
    assertThat(pixels).containsExactly(45, 0, 5, 50);
  }
}
