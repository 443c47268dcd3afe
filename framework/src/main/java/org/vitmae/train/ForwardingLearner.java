package org.vitmae.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitmae.data.Batch;

/** A learner that leaves the learning to another one and adds something to it. */
public abstract class ForwardingLearner implements Learner {
  /** Returns the one that learns, always the same; closed with this one. */
  protected abstract Learner learner();

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    learner().step(microBatches, learningRate);
  }

  @Override
  public double[] takeLosses() {
    return learner().takeLosses();
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    return learner().evaluate(batches);
  }

  @Override
  public Map<String, Double> inspect(int epochs) {
    return learner().inspect(epochs);
  }

  @Override
  public boolean isFinite() {
    return learner().isFinite();
  }

  @Override
  public void save(Path folder) throws IOException {
    learner().save(folder);
  }

  @Override
  public void load(Path folder) throws IOException {
    learner().load(folder);
  }

  @Override
  public void close() {
    learner().close();
  }
}
