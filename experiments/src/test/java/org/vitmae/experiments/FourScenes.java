package org.vitmae.experiments;

import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Dataset;
import org.vitmae.data.Loader;
import org.vitmae.data.ScenesDataset;

/** Four test examples of a definition's size. */
record FourScenes(ExperimentConfig config) implements CellWork.Evaluation {
  @Override
  public Dataset examples() {
    return new ScenesDataset(1, "test", 4, config.data().imageHeight(), config.data().imageWidth());
  }

  @Override
  public Loader loader(Dataset dataset, int batchSize) {
    return EvaluationLoader.of(
        config.data(), config.pretrain().recipe().augment().framing(), dataset, batchSize);
  }
}
