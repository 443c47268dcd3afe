package org.vitmae.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitmae.data.Batch;
import org.vitmae.train.Learner;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.TorchLearner;

/** A pretraining whose features are looked at every few epochs; it learns the same without. */
final class ProbedLearner implements Learner {
  private final TorchLearner learner;
  private final MaePretraining pretraining;
  private final OnlineProbing probing;

  ProbedLearner(TorchLearner learner, MaePretraining pretraining, OnlineProbing probing) {
    this.learner = learner;
    this.pretraining = pretraining;
    this.probing = probing;
  }

  @Override
  public Map<String, Double> inspect(int epochs) {
    return probing.isDue(epochs) ? probing.look(pretraining, learner) : Map.of();
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    learner.step(microBatches, learningRate);
  }

  @Override
  public double[] takeLosses() {
    return learner.takeLosses();
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return learner.evaluate(batches);
  }

  @Override
  public boolean isFinite() {
    return learner.isFinite();
  }

  @Override
  public void save(Path folder) throws IOException {
    learner.save(folder);
  }

  @Override
  public void load(Path folder) {
    learner.load(folder);
  }

  @Override
  public void close() {
    learner.close();
  }
}
