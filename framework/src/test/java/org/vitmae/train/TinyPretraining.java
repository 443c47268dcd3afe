package org.vitmae.train;

import java.util.function.Function;
import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskingConfig;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.TinyMae;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.Optimizer;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;

/** A small masked autoencoder in pretraining, on images of {@link #GRID}. */
record TinyPretraining(MaePretraining pretraining, TorchLearner learner) implements AutoCloseable {
  static final PatchGrid GRID = new PatchGrid(3, 4, 2, 3);

  static TinyPretraining of(long seed, double emaDecay, Precision precision) {
    return of(seed, emaDecay, precision, TinyPretraining::adamW);
  }

  static TinyPretraining of(
      long seed,
      double emaDecay,
      Precision precision,
      Function<NamedParameters, Optimizer> optimizer) {
    MaePretraining pretraining = objective(seed, precision);
    NamedParameters parameters = pretraining.parameters();
    return new TinyPretraining(
        pretraining,
        new TorchLearner(
            parameters,
            pretraining,
            pretraining::evaluate,
            () -> optimizer.apply(parameters),
            emaDecay,
            Device.CPU,
            precision));
  }

  static MaePretraining objective(long seed, Precision precision) {
    return new MaePretraining(TinyMae.config(), data(), masking(0.75), Device.CPU, precision, seed);
  }

  static DataConfig data() {
    return TinyMae.data(
        GRID.rows() * GRID.patchSize(), GRID.columns() * GRID.patchSize(), GRID.channels());
  }

  static MaskingConfig masking(double ratio) {
    return new MaskingConfig(MaskingConfig.Strategy.RANDOM, ratio);
  }

  private static Optimizer adamW(NamedParameters parameters) {
    return new AdamW(
        parameters,
        ParameterGroup.of(parameters, WeightDecayRule.PRETRAINING, 0.05, new LayerDecay(1, 2)),
        0.9,
        0.95,
        1,
        Device.CPU);
  }

  @Override
  public void close() {
    learner.close();
    pretraining.close();
  }
}
