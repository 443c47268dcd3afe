package org.vitmae.bench;

import java.util.List;
import java.util.function.Consumer;
import org.vitmae.bench.BenchRow.Extra;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * What it saves to keep mask tokens out of the encoder, and to have a shallow decoder (He et al.
 * 2021, table 2): pretraining steps of the same batch, with the speed-up over mask tokens in the
 * encoder and the deep decoder.
 */
public final class MaskTokenBench {
  private static final int DEEP = 8;
  private static final int SHALLOW = 1;

  private final List<BenchCase> models;
  private final Ceilings ceilings;
  private final Precision precision;

  /** Prepares to measure some models. */
  public MaskTokenBench(List<BenchCase> models, Device device, Precision precision) {
    this(models, Ceilings.of(device), precision);
  }

  MaskTokenBench(List<BenchCase> models, Ceilings ceilings, Precision precision) {
    this.models = List.copyOf(models);
    this.ceilings = ceilings;
    this.precision = precision;
  }

  /**
   * Measures every model in four forms.
   *
   * @param listener told of every row as soon as it is there
   */
  public void run(Consumer<BenchRow> listener) {
    MemoryBandwidth bandwidth = ceilings.memory();
    for (BenchCase model : models) {
      double slowest = 0;
      for (BenchCase form : forms(model)) {
        BenchRow row = ModelBench.of(form, ceilings, precision, bandwidth).pretraining();
        slowest = slowest == 0 ? row.millis() : slowest;
        listener.accept(row.with(Extra.SPEED_UP, slowest / row.millis()));
      }
    }
  }

  /** Returns the forms of a model, what the others are compared with first. */
  private static List<BenchCase> forms(BenchCase model) {
    return List.of(
        model.withDecoder(DEEP, true),
        model.withDecoder(SHALLOW, true),
        model.withDecoder(DEEP, false),
        model.withDecoder(SHALLOW, false));
  }
}
