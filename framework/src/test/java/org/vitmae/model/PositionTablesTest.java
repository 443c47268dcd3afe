package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class PositionTablesTest {
  private static final int WIDTH = 8;

  @Test
  void theFirstHalfEncodesTheColumnAndTheSecondTheRow() {
    int rows = 2;
    int columns = 5;
    float[] table = SinCosPositions.table(WIDTH, rows, columns, true);

    assertThat(table).hasSize((1 + rows * columns) * WIDTH);
    assertThat(Arrays.copyOf(table, WIDTH)).containsOnly(0);
    for (int patch = 0; patch < rows * columns; patch++) {
      for (int k = 0; k < WIDTH / 4; k++) {
        double frequency = Math.pow(10000, -k / (WIDTH / 4.0));
        double column = patch % columns * frequency;
        double row = (patch / columns) * frequency;
        int at = (1 + patch) * WIDTH + k;
        assertThat((double) table[at]).isCloseTo(Math.sin(column), within(1e-7));
        assertThat((double) table[at + 2]).isCloseTo(Math.cos(column), within(1e-7));
        assertThat((double) table[at + 4]).isCloseTo(Math.sin(row), within(1e-7));
        assertThat((double) table[at + 6]).isCloseTo(Math.cos(row), within(1e-7));
      }
    }
  }

  @Test
  void withoutAClassTokenOnlyItsRowIsMissing() {
    float[] with = SinCosPositions.table(WIDTH, 3, 2, true);
    assertThat(SinCosPositions.table(WIDTH, 3, 2, false))
        .isEqualTo(Arrays.copyOfRange(with, WIDTH, with.length));
  }

  @Test
  void aWidthThatHasNoFourPartsIsRefused() {
    assertThatThrownBy(() -> SinCosPositions.table(6, 2, 2, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("width must be a multiple of 4, got 6");
  }

  @Test
  void resizingTransposedGridsGivesTransposedTables() {
    try (Scope scope = new Scope()) {
      Tensor wide = table(2, 4);
      Tensor tall = transposed(wide, 2, 4);
      Tensor resized = PositionTables.resize(wide, 2, 4, 3, 6);

      assertThat(Tensors.shape(resized)).containsExactly(1, 1 + 3 * 6, WIDTH);
      assertThat(Tensors.toFloats(PositionTables.resize(tall, 4, 2, 6, 3)))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(Tensors.toFloats(transposed(resized, 3, 6)));
    }
  }

  @Test
  void constantsStayAndTheClassRowIsUntouched() {
    try (Scope scope = new Scope()) {
      float[] values = new float[(1 + 2 * 3) * WIDTH];
      Arrays.fill(values, 2);
      Arrays.fill(values, 0, WIDTH, 7);
      float[] resized =
          Tensors.toFloats(
              PositionTables.resize(
                  Tensors.of(values, Device.CPU, 1, 1 + 2 * 3, WIDTH), 2, 3, 5, 4));
      assertThat(Arrays.copyOf(resized, WIDTH)).containsOnly(7);
      for (int i = WIDTH; i < resized.length; i++) {
        assertThat(resized[i]).isCloseTo(2, within(1e-5f));
      }
    }
  }

  @Test
  void anEqualGridReturnsTheTableItself() {
    try (Scope scope = new Scope()) {
      Tensor table = table(2, 4);
      assertThat(PositionTables.resize(table, 2, 4, 2, 4)).isSameAs(table);
    }
  }

  @Test
  void aTableOfAnotherGridIsRefused() {
    try (Scope scope = new Scope()) {
      Tensor table = table(2, 4);
      assertThatThrownBy(() -> PositionTables.resize(table, 3, 3, 4, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a table for 3 x 3 patches has 10 rows, got 9");
    }
  }

  private static Tensor table(int rows, int columns) {
    float[] values = TinyMae.noise(new PatchGrid(1 + rows * columns, WIDTH, 1, 1), 1, 3);
    return Tensors.of(values, Device.CPU, 1, 1 + rows * columns, WIDTH);
  }

  private static Tensor transposed(Tensor table, int rows, int columns) {
    float[] from = Tensors.toFloats(table);
    float[] to = from.clone();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        System.arraycopy(
            from,
            (1 + row * columns + column) * WIDTH,
            to,
            (1 + column * rows + row) * WIDTH,
            WIDTH);
      }
    }
    return Tensors.of(to, Device.CPU, 1, 1 + rows * columns, WIDTH);
  }
}
