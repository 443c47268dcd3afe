package org.vitmae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.model.Cost;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

class BenchTest {
  private static final BenchCase SMALL = TinyModel.CASE;
  private static final Ceilings CEILINGS = new Ceilings(Device.CPU, List.of(64), 1 << 20);

  @Test
  void measuresProductsModelsAndInput(@TempDir Path folder) throws IOException {
    List<BenchRow> rows = new ArrayList<>();
    new Bench(List.of(SMALL), CEILINGS, new InputBench(16, 4, 2), Precision.FP32).run(rows::add);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.millis()).isPositive())
        .extracting(BenchRow::name)
        .contains("matmul 64", "copy 1 MB")
        .endsWith(
            "train tiny 16/8",
            "fine-tune tiny 16/8",
            "infer tiny 16/8",
            "input scenes (1 worker)",
            "input scenes (2 workers)",
            "input jpeg (1 worker)",
            "input jpeg (2 workers)",
            "input packed (1 worker)",
            "input packed (2 workers)");
    BenchRow training = rows.get(rows.size() - 9);
    assertThat(training.gflop())
        .isEqualTo(
            2 * Cost.pretrainFlopsPerImage(SMALL.model(), SMALL.data(), SMALL.masking()) / 1e9);
    assertThat(training.extra(Extra.PEAK_SHARE).orElseThrow()).isPositive();
    assertThat(training.extra(Extra.PEAK_MEMORY_BYTES).orElseThrow()).isPositive();
    assertThat(training.extra(Extra.OPTIMIZER_MILLIS).orElseThrow()).isPositive();
    assertThat(training.extra(Extra.OPTIMIZER_FLOOR_MILLIS).orElseThrow()).isPositive();
    assertThat(training.updateShare().orElseThrow())
        .isEqualTo(training.extra(Extra.OPTIMIZER_MILLIS).orElseThrow() / training.millis());
    BenchRow tuning = rows.get(rows.size() - 8);
    assertThat(tuning.gflop())
        .isCloseTo(
            2 * 3 * Cost.classifierFlopsPerImage(SMALL.model(), SMALL.data()) / 1e9, within(1e-12));
    BenchRow input = rows.get(rows.size() - 1);
    assertThat(input.extra(Extra.GIGABYTES_PER_SECOND).orElseThrow())
        .isCloseTo(input.imagesPerSecond() * 16 * 16 * 3 / 1e9, within(1e-9));
    assertThat(input.extra(Extra.RATIO_TO_TRAINING).orElseThrow())
        .isCloseTo(input.imagesPerSecond() / training.imagesPerSecond(), within(1e-9));

    new BenchTable("cpu", 1).writeCsv(folder.resolve("bench.csv"), rows);
    List<String> lines = Files.readAllLines(folder.resolve("bench.csv"));
    assertThat(lines).hasSize(1 + rows.size());
    assertThat(lines.get(0)).startsWith("case,device,precision,threads,batch,ms,images_per_second");
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(BenchTable.header().size()));
  }

  @Test
  void cellsSayWhatIsKnownAndNoMore() {
    BenchRow row = BenchRow.of("train a", "bf16", 16, 200, 48);
    assertThat(
            new BenchTable("cpu", 2)
                .cells(
                    row.with(Extra.PEAK_SHARE, 0.4)
                        .with(Extra.OPTIMIZER_MILLIS, 10)
                        .with(Extra.CAST_MILLIS, 4)))
        .containsExactly(
            "train a", "cpu", "bf16", "2", "16", "200.00", "80.0", "48.00", "240.0", "40.0", "", "",
            "10.00", "", "4.00", "7.0", "", "", "");
    assertThat(row.extra(Extra.RATIO_TO_TRAINING)).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void medianIsTheLowerOfTwoInTheMiddle() {
    assertThat(Stopwatch.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Stopwatch.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2);
  }

  @Test
  void soakComparesLateWithEarlyMemory() {
    Soak soak = Soak.run(SMALL, 60, Device.CPU, Precision.FP32);
    assertThat(soak.earlyBytes()).isPositive();
    assertThat(soak.lateBytes()).isPositive();
    assertThat(new Soak(60, 1000, 1020).ok()).isTrue();
    assertThat(new Soak(60, 1000, 1021).ok()).isFalse();
    assertThat(new Soak(60, 1000, 900).growth()).isEqualTo(-0.1);
  }

  @Test
  void soakNeedsMoreThanTheEarlySteps() {
    assertThatThrownBy(() -> Soak.run(SMALL, 50, Device.CPU, Precision.FP32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("greater than 50, got 50");
  }
}
