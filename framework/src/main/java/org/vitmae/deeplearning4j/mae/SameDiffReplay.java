package org.vitmae.deeplearning4j.mae;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.vitmae.masking.Mask;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.RecordedBatches;
import org.vitmae.parity.Replay;

/** Recorded training on Deeplearning4j. */
final class SameDiffReplay implements Replay {
  private final RecordedNetwork recorded;
  private final RecordedBatches batches;
  private final AdamW optimizer;
  private final MeanGradient gradient = new MeanGradient();
  private final BatchPlan plan;
  private double norm;

  SameDiffReplay(Fixture start, RecordedBatches batches) throws IOException {
    JsonNode config = batches.config();
    this.batches = batches;
    recorded = RecordedNetwork.load(start, config.get("norm_pix_loss").asBoolean());
    JsonNode clip = config.get("clip_grad_max_norm");
    optimizer =
        new AdamW(
            recorded.weights(),
            ParameterGroup.of(
                recorded.weights().ranks(recorded.initial().trainable()),
                WeightDecayRule.PRETRAINING,
                config.get("weight_decay").asDouble(),
                new LayerDecay(1, recorded.config().depth())),
            config.get("betas").get(0).asDouble(),
            config.get("betas").get(1).asDouble(),
            clip.isNull() ? 0 : clip.asDouble());
    Mask first = batches.mask(0);
    plan =
        new BatchPlan(
            recorded.network().graph(DataType.FLOAT, first.batchSize(), first.lenKeep()),
            recorded.weights(),
            List.of(BatchPlan.LOSSES),
            true);
  }

  @Override
  public double update(int firstStep, int steps, double learningRate) {
    gradient.begin();
    double loss = 0;
    for (int step = firstStep; step < firstStep + steps; step++) {
      plan.run(recorded.inputs(batches.imgs(step), batches.mask(step)));
      gradient.add(plan.gradients(), step == firstStep + steps - 1);
      loss += plan.meanLoss() / steps;
    }
    norm = gradient.norm();
    gradient.apply(optimizer, learningRate);
    return loss;
  }

  @Override
  public double gradientNorm() {
    return norm;
  }

  @Override
  public float[] parameter(String name) {
    return recorded.weights().values(name);
  }

  @Override
  public void close() {
    plan.close();
    gradient.close();
    optimizer.close();
    recorded.close();
  }
}
