package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTest {
  @Test
  void averagesTheCurvesThatReachAnEpoch() {
    Curve stopped = curve(1, 2);
    Curve whole = curve(3, 6, 9);

    assertThat(Curve.mean(List.of(stopped, whole))).isEqualTo(curve(2, 4, 9));
  }

  @Test
  void thinsByAveragingNeighbors() {
    assertThat(curve(1, 3, 5, 7, 10).thinned(3).points())
        .containsExactly(new Curve.Point(1.5, 2), new Curve.Point(3.5, 6), new Curve.Point(5, 10));
    assertThat(curve(1, 3).thinned(2)).isEqualTo(curve(1, 3));
  }

  @Test
  void leavesOutWhatIsNotFinite(@TempDir Path experiment) throws IOException {
    CellFixture.pretrain(experiment, 1)
        .metric(1, 1, "val", "loss", Double.NaN)
        .metric(2, 2, "val", "loss", 0.5)
        .write();
    Cell cell = RunReader.read(experiment).cells().get(0);

    assertThat(Curve.of(cell, "val", "loss").points()).containsExactly(new Curve.Point(2, 0.5));
    assertThat(Curve.of(cell, "val", "top1").isEmpty()).isTrue();
  }

  private static Curve curve(double... values) {
    return new Curve(
        IntStream.range(0, values.length)
            .mapToObj(i -> new Curve.Point(i + 1, values[i]))
            .toList());
  }
}
