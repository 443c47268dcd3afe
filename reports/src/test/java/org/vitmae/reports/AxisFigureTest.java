package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AxisFigureTest {
  @TempDir Path experiment;

  @Test
  void putsGroupsOfOneKeyTogetherAndArmsWithoutItBeside() throws IOException {
    List<AxisFigure> figures = figures(RunFixture.labels(experiment, 5, 20, 80));

    assertThat(figures).hasSize(1);
    AxisFigure figure = figures.get(0);
    assertThat(figure.axis()).isEqualTo("labels-per-class");
    assertThat(figure.lines()).containsOnlyKeys("fine-tune", "scratch");
    assertThat(figure.references()).extracting(ArmResult::arm).containsExactly("cnn");
    assertThat(figure.isNumeric()).isTrue();
    assertThat(figure.isLogarithmic()).isTrue();
    assertThat(figure.lines().get("scratch"))
        .extracting(figure::x)
        .containsExactly(5.0, 20.0, 80.0);
  }

  @Test
  void keepsOtherKeysAndOtherDataSetsApart() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture.arm(experiment, "a-2", 1, 0.5).axis("a", "blocks", "2").write();
    CellFixture.arm(experiment, "b-2", 1, 0.5).axis("b", "blocks", "2").put("dataset", "x").write();
    CellFixture.arm(experiment, "c-2", 1, 0.5).axis("c", "mask-ratio", "0.75").write();

    assertThat(figures(experiment))
        .extracting(figure -> figure.axis() + " " + figure.lines().keySet())
        .containsExactly("blocks [a]", "blocks [b]", "mask-ratio [c]");
    assertThat(figures(experiment).get(1).references()).isEmpty();
  }

  @Test
  void isLogarithmicOnlyBeyondADecadeOfPositiveValues() throws IOException {
    assertThat(figures(RunFixture.labels(experiment.resolve("a"), 1, 10)).get(0).isLogarithmic())
        .isFalse();
    assertThat(figures(RunFixture.labels(experiment.resolve("b"), 1, 11)).get(0).isLogarithmic())
        .isTrue();
    Path zero = RunFixture.baselineOnly(experiment.resolve("c"));
    CellFixture.arm(zero, "tuned-0", 1, 0.5).axis("tuned", "blocks", "0").write();
    CellFixture.arm(zero, "tuned-24", 1, 0.5).axis("tuned", "blocks", "24").write();
    assertThat(figures(zero).get(0).isLogarithmic()).isFalse();
  }

  @Test
  void setsValuesThatAreNoNumbersSideBySide() throws IOException {
    RunFixture.baselineOnly(experiment);
    for (String sampler : new String[] {"random", "block", "grid"}) {
      CellFixture.arm(experiment, "tuned-" + sampler, 1, 0.5)
          .axis("tuned", "mask", sampler)
          .write();
    }

    AxisFigure figure = figures(experiment).get(0);

    assertThat(figure.isNumeric()).isFalse();
    assertThat(figure.values()).containsExactly("block", "grid", "random");
    assertThat(figure.lines().get("tuned")).extracting(figure::x).containsExactly(0.0, 1.0, 2.0);
  }

  @Test
  void drawsLinesBandsAndReferences() throws IOException {
    Results results = Comparison.of(RunReader.read(RunFixture.labels(experiment, 5, 20, 80)));
    Palette palette = Palette.of(results);

    byte[] png = AxisPlot.png(AxisFigure.of(results).get(0), palette);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    for (String arm : List.of("fine-tune-80", "scratch-80", "cnn")) {
      assertThat(PlotsTest.pixels(image, palette.color(arm))).as(arm).isGreaterThan(500);
    }
  }

  @Test
  void writesThePointsAsATable() throws IOException {
    Report.write(RunFixture.labels(experiment, 5, 20));

    List<String> lines = Files.readAllLines(experiment.resolve("report/axis.csv"));
    assertThat(lines).hasSize(1 + 4);
    assertThat(lines.get(1))
        .startsWith("labels-per-class,5,fine-tune,fine-tune-5,classification,scenes,top1,3,3,0.4");
  }

  private static List<AxisFigure> figures(Path experiment) throws IOException {
    return AxisFigure.of(Comparison.of(RunReader.read(experiment)));
  }
}
