package org.vitmae.experiments;

import java.util.Map;
import org.vitmae.train.ForwardingLearner;
import org.vitmae.train.Learner;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.TorchLearner;

/** A pretraining whose features are looked at every few epochs; it learns the same without. */
final class ProbedLearner extends ForwardingLearner {
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
  protected Learner learner() {
    return learner;
  }
}
