package org.vitmae.experiments;

import java.util.Map;
import java.util.Optional;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.weights.WeightsSource;

/** What pretrainings are to be compared with, whatever the definition. */
record FakeInputs(Map<String, String> fingerprints, Optional<WeightsSource> weights)
    implements FinishedPretrainings.Inputs {
  @Override
  public Map<String, String> fingerprints(DataConfig data) {
    return fingerprints;
  }

  @Override
  public Optional<WeightsSource> weights(ExperimentConfig config) {
    return weights;
  }
}
