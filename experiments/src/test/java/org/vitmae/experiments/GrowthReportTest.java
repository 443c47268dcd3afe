package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.bench.GrowthAxis;
import org.vitmae.bench.GrowthPoint;

class GrowthReportTest {
  private final Console console = new Console();

  @Test
  void pointsAreToldAndWrittenAndDrawn(@TempDir Path folder) throws IOException {
    Path target = folder.resolve("deep/growth");
    GrowthReport report = new GrowthReport(target, console.writer());
    GrowthPoint small = new GrowthPoint(1, 10, 3, 50_000_000, 40_000_000);
    GrowthPoint large = new GrowthPoint(2, 20, 6, 90_000_000, 80_000_000);

    report.begin();
    report.point(GrowthAxis.BATCH, large);
    report.write(Map.of(GrowthAxis.BATCH, List.of(small, large)));

    assertThat(console.out().lines().toList().get(1).split(" +"))
        .containsExactly("batch", "2", "20.00", "300.0", "90.0");
    assertThat(Files.readAllLines(target.resolve("growth.csv")).get(2))
        .isEqualTo("batch,2,20.00,6.00,90.00,80.00,1.00,1.00,0.85");
    assertThat(target.resolve("growth-batch.png")).isNotEmptyFile();
  }
}
