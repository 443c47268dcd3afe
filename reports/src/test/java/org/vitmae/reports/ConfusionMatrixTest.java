package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfusionMatrixTest {
  private static final ConfusionMatrix SMALL =
      new ConfusionMatrix(List.of("a", "b", "c"), new long[][] {{6, 4, 0}, {7, 3, 0}, {0, 0, 0}});

  @Test
  void givesSharesOfTrueClasses() {
    assertThat(SMALL.shares(0)[1]).isEqualTo(0.4);
    assertThat(SMALL.shares(2)[2]).isZero();
  }

  @Test
  void ranksMistakes() {
    assertThat(SMALL.worst(5))
        .containsExactly(
            new ConfusionMatrix.Confusion("b", "a", 7, 0.7),
            new ConfusionMatrix.Confusion("a", "b", 4, 0.4));
    assertThat(SMALL.worst(1)).hasSize(1);
  }

  @Test
  void heatMapIsDarkWhereSharesAreGreat() throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(HeatMap.png(SMALL)));

    assertThat(image.getWidth()).isEqualTo(720);
    assertThat(image.getRGB(719, 719) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    int red = image.getRGB(10, 10) >> 16 & 0xFF;
    // A share of 0.6: 255 - sqrt(0.6) * 247.
    assertThat(red).isEqualTo(64);
  }

  @Test
  void manyClassesBecomeAPicture(@TempDir Path experiment) throws IOException {
    int classes = 30;
    StringBuilder csv = new StringBuilder();
    IntStream.range(0, classes).forEach(i -> csv.append(",class-").append(i));
    for (int i = 0; i < classes; i++) {
      csv.append("\nclass-").append(i).append(",1".repeat(classes));
    }
    CellFixture.arm(experiment, "scratch", 1, 0.5).confusion(csv + "\n").write();

    assertThat(Files.readString(Report.write(experiment).page()))
        .contains("30 classes in label order", "class-0 taken for class-1 (1, 3 % of the class)")
        .doesNotContain("class=\"q");
  }
}
