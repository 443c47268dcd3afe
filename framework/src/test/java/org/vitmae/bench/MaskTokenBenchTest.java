package org.vitmae.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

class MaskTokenBenchTest {
  private static final Ceilings CEILINGS = new Ceilings(Device.CPU, List.of(64), 1 << 20);

  @Test
  void comparesEveryFormWithMaskTokensInTheEncoderAndADeepDecoder() {
    List<BenchRow> rows = new ArrayList<>();
    new MaskTokenBench(List.of(TinyModel.CASE), CEILINGS, Precision.FP32).run(rows::add);

    assertThat(rows)
        .extracting(BenchRow::name)
        .containsExactly(
            "train tiny 16/8 w/ [M], decoder 8",
            "train tiny 16/8 w/ [M], decoder 1",
            "train tiny 16/8 w/o [M], decoder 8",
            "train tiny 16/8 w/o [M], decoder 1");
    assertThat(rows.get(0).gflop()).isGreaterThan(rows.get(2).gflop());
    assertThat(rows.get(2).gflop()).isGreaterThan(rows.get(3).gflop());
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(row.extra(Extra.SPEED_UP).orElseThrow())
                    .isEqualTo(rows.get(0).millis() / row.millis()));
  }

  @Test
  void encoderSeesAllTokensOnlyAmongMaskTokens() {
    BenchCase model = BenchCase.of(BenchModel.TINY, 1, 1);
    assertThat(model.withDecoder(8, true).encodedTokens()).isEqualTo(197);
    assertThat(model.withDecoder(8, false).encodedTokens()).isEqualTo(50);
  }

  @Test
  void decoderKeepsItsWidth() {
    BenchCase shallow = BenchCase.of(BenchModel.BASE, 1, 1).withDecoder(1, false);
    assertThat(shallow.model().decoderDepth()).isEqualTo(1);
    assertThat(shallow.model().decoderEmbedDim()).isEqualTo(512);
    assertThat(shallow.model().depth()).isEqualTo(12);
  }
}
