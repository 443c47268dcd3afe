package org.vitmae.experiments;

import java.util.Map;
import org.vitmae.train.ForwardingLearner;
import org.vitmae.train.Learner;
import org.vitmae.train.Pretraining;

/** A pretraining whose features are looked at every few epochs; it learns the same without. */
final class ProbedLearner extends ForwardingLearner {
  private final Pretraining pretraining;
  private final OnlineProbing probing;

  ProbedLearner(Pretraining pretraining, OnlineProbing probing) {
    this.pretraining = pretraining;
    this.probing = probing;
  }

  @Override
  public Map<String, Double> inspect(int epochs) {
    return probing.isDue(epochs) ? probing.look(pretraining) : Map.of();
  }

  @Override
  protected Learner learner() {
    return pretraining;
  }
}
