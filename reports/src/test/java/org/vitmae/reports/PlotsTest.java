package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotsTest {
  @TempDir Path experiment;

  @Test
  void givesEachArmItsColorInEveryPlot() throws IOException {
    Run run = RunReader.read(RunFixture.complete(experiment));
    Results results = Comparison.of(run);
    Palette palette = Palette.of(results);
    Plots plots = new Plots(results, palette);

    for (Plot plot : List.of(plots.comparisons().get(0), plots.losses().get(0))) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.png()));
      assertThat(image.getWidth()).isEqualTo(1800);
      assertThat(pixels(image, palette.color("fine-tune"))).as(plot.file()).isGreaterThan(100);
      assertThat(pixels(image, palette.color("cnn"))).as(plot.file()).isGreaterThan(100);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 20})
  void labelsEveryArm(int arms) throws IOException {
    RunFixture.baselineOnly(experiment);
    for (int i = 1; i < arms; i++) {
      CellFixture.arm(experiment, "arm-" + i, 1, 0.5 + 0.01 * i).write();
    }
    Results results = Comparison.of(RunReader.read(experiment));

    byte[] png = ComparisonPlot.png(results.arms(), Palette.of(results));

    assertThat(inkedBands(ImageIO.read(new ByteArrayInputStream(png)), 60)).isEqualTo(arms);
  }

  @Test
  void namesNoTwoPlacesAlikeAndNoneAtLength() {
    List<String> arms =
        List.of(
            "mae-vit-small-pretrained-a",
            "mae-vit-small-pretrained-b",
            "mae-vit-tiny-pretrained-b");
    Function<Double, String> labels = Canvas.names(arms);

    List<String> all =
        IntStream.rangeClosed(-12, 60).mapToObj(half -> labels.apply(half / 2.0)).toList();

    assertThat(all).doesNotHaveDuplicates().allMatch(label -> label.length() <= 20);
    assertThat(labels.apply(0.0)).isEqualTo("mae-vit-s…etrained-a");
    assertThat(labels.apply(0.5)).matches("[ \u00a0]+");
  }

  @Test
  void drawsArmsWithLongNames() throws IOException {
    for (String arm :
        new String[] {"scratch", "pretrained-on-images-of-cells", "pretrained-on-all"}) {
      CellFixture.arm(experiment, arm, 1, 0.5).write();
    }
    Results results = Comparison.of(RunReader.read(experiment));

    byte[] png = ComparisonPlot.png(results.arms(), Palette.of(results));

    assertThat(inkedBands(ImageIO.read(new ByteArrayInputStream(png)), 60)).isEqualTo(3);
  }

  @Test
  void showsACurveOfOnePoint() throws IOException {
    CellFixture.pretrain(experiment, 1).write();
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.write();
    Files.writeString(
        cell.folder.resolve("metrics.csv"),
        "step,epoch,split,metric,value\n20,1,val,top1,0.4\n20,1,test,top1,0.5\n");
    Results results = Comparison.of(RunReader.read(experiment));
    Palette palette = Palette.of(results);

    byte[] png = new Plots(results, palette).metricCurves().get(0).png();

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    // The legend's line alone has about 300 pixels.
    assertThat(pixels(image, palette.color("scratch"))).isGreaterThan(400);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2 / 9.0, 1 / 7.0})
  void labelsACurveOfOneOrTwoValuesBriefly(double second) throws IOException {
    CellFixture.pretrain(experiment, 1).write();
    CellFixture cell = CellFixture.arm(experiment, "scratch", 1, 0.5);
    cell.write();
    Files.writeString(
        cell.folder.resolve("metrics.csv"),
        "step,epoch,split,metric,value\n20,1,val,top1,%s\n40,2,val,top1,%s\n40,2,test,top1,0.5\n"
            .formatted(2 / 9.0, second));
    Results results = Comparison.of(RunReader.read(experiment));

    byte[] png = new Plots(results, Palette.of(results)).metricCurves().get(0).png();

    // Labels of 17 digits would move the axis to the middle of the picture's left third.
    assertThat(firstGridLine(ImageIO.read(new ByteArrayInputStream(png)))).isBetween(50, 200);
  }

  /** Returns the place of the first upright line of the grid. */
  private static int firstGridLine(BufferedImage image) {
    for (int x = 0; x < image.getWidth(); x++) {
      int column = x;
      long gray =
          IntStream.range(0, image.getHeight())
              .filter(y -> (image.getRGB(column, y) & 0xffffff) == 0xe4e4e4)
              .count();
      if (gray > image.getHeight() / 2) {
        return x;
      }
    }
    return -1;
  }

  @Test
  void drawsOnePlotPerPrimaryMetric() throws IOException {
    RunFixture.baselineOnly(experiment);
    CellFixture other = CellFixture.arm(experiment, "$x^2$ <b>", 1, 0.5);
    other.put("primaryMetric", "../../macro_f1").metric(200, 10, "test", "../../macro_f1", 0.4);
    other.write();

    Results results = Comparison.of(RunReader.read(experiment));
    assertThat(new Plots(results, Palette.of(results)).comparisons())
        .extracting(Plot::file)
        .containsExactly("comparison.png", "comparison-2.png");
  }

  @Test
  void givesEveryOneOfManyArmsItsOwnPen() {
    List<String> arms = IntStream.range(0, 56).mapToObj(i -> "arm-" + i).toList();
    Palette palette = Palette.of(arms);

    assertThat(arms.stream().map(palette::pen).distinct()).hasSize(56);
    assertThat(Palette.css(palette.color("arm-0"))).isEqualTo("#0072b2");
    assertThat(arms.stream().limit(16).map(palette::color).distinct()).hasSize(16);
    assertThat(palette.pen("arm-7").dash()).isEqualTo(Pen.Dash.DASHED);
  }

  @Test
  void shadesTheArmsOfOneGroup() throws IOException {
    RunFixture.labels(experiment, 5, 20, 80);
    Palette palette = Palette.of(Comparison.of(RunReader.read(experiment)));

    assertThat(Palette.css(palette.color("fine-tune-80"))).isEqualTo("#0072b2");
    assertThat(palette.color("fine-tune-5").getRed())
        .isGreaterThan(palette.color("fine-tune-20").getRed());
  }

  @Test
  void drawsManyArmsGroupByGroup() throws IOException {
    RunFixture.labels(experiment, 1, 2, 5, 10, 20);
    Results results = Comparison.of(RunReader.read(experiment));
    Plots plots = new Plots(results, Palette.of(results));

    assertThat(plots.metricCurves())
        .extracting(Plot::description)
        .containsExactly(
            "Validation top1 over epochs of fine-tune",
            "Validation top1 over epochs of scratch",
            "Validation top1 over epochs of cnn");
  }

  /** Counts the runs of rows that have dark pixels in the leftmost columns. */
  private static int inkedBands(BufferedImage image, int columns) {
    int bands = 0;
    boolean inside = false;
    for (int y = 0; y < image.getHeight(); y++) {
      boolean inked = false;
      for (int x = 0; x < columns; x++) {
        inked |= (image.getRGB(x, y) & 0xFF) < 100;
      }
      bands += inked && !inside ? 1 : 0;
      inside = inked;
    }
    return bands;
  }

  static long pixels(BufferedImage image, Color color) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
