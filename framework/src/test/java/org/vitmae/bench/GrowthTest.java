package org.vitmae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

class GrowthTest {
  private static final BenchCase TINY = BenchCase.of(BenchModel.TINY, 16, 20);

  @Test
  void exponentsAreSlopesBetweenLogarithms() {
    GrowthPoint here = new GrowthPoint(4, 10, 3, 100, 1);
    GrowthPoint there = new GrowthPoint(16, 160, 12, 200, 1);
    assertThat(here.timeExponent(there)).isCloseTo(2, within(1e-12));
    assertThat(here.operationsExponent(there)).isCloseTo(1, within(1e-12));
    assertThat(here.memoryExponent(there)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void onlyOneSizeGrowsAtATime() {
    assertThat(sizes(GrowthAxis.BATCH)).containsExactly(2, 4, 8, 16, 32, 64);
    assertThat(sizes(GrowthAxis.IMAGE_SIZE)).containsExactly(64, 96, 128, 192, 256, 384, 512);
    assertThat(sizes(GrowthAxis.DEPTH)).containsExactly(3, 6, 12, 24, 48);
    assertThat(sizes(GrowthAxis.WIDTH)).containsExactly(64, 128, 256, 512, 1024);
    for (GrowthAxis axis : GrowthAxis.values()) {
      assertThat(axis.cases(TINY))
          .allSatisfy(
              model ->
                  assertThat(
                          List.of(GrowthAxis.values()).stream()
                              .filter(other -> other.size(model) != other.size(TINY)))
                      .allMatch(changed -> changed == axis));
    }
  }

  private static List<Integer> sizes(GrowthAxis axis) {
    return axis.cases(TINY).stream().map(axis::size).toList();
  }

  @Test
  void smallBatchesAreNotMeasuredTwice() {
    assertThat(GrowthAxis.BATCH.cases(TINY.withBatch(2)))
        .extracting(BenchCase::batchSize)
        .containsExactly(1, 2, 4, 8);
  }

  @Test
  void measuresAndWritesEveryAxis(@TempDir Path folder) throws IOException {
    List<GrowthPoint> heard = new ArrayList<>();
    Map<GrowthAxis, List<GrowthPoint>> curves =
        new Growth(TinyModel.CASE, Device.CPU, Precision.FP32)
            .run((axis, point) -> heard.add(point));

    assertThat(curves).containsOnlyKeys(GrowthAxis.values());
    assertThat(curves.values().stream().flatMap(List::stream)).containsExactlyElementsOf(heard);
    assertThat(heard)
        .allSatisfy(
            point -> {
              assertThat(point.millis()).isPositive();
              assertThat(point.gflop()).isPositive();
            });
    List<GrowthPoint> batches = curves.get(GrowthAxis.BATCH);
    assertThat(batches.get(0).operationsExponent(batches.get(1))).isCloseTo(1, within(1e-9));

    GrowthCsv.write(folder.resolve("growth.csv"), curves);
    List<String> lines = Files.readAllLines(folder.resolve("growth.csv"));
    assertThat(lines).hasSize(1 + heard.size());
    assertThat(lines.get(0))
        .isEqualTo(
            "axis,size,ms,gflop,memory_mb,predicted_memory_mb,time_exponent,operations_exponent,memory_exponent");
    assertThat(lines.get(1)).startsWith("batch,1,").endsWith(",,,");
    assertThat(lines.get(2)).startsWith("batch,2,").doesNotContain(",,");
  }
}
