package org.vitmae.classification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchedImages;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.LearningRateSchedule;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Limit;
import org.vitmae.parity.RecordedSchedule;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.train.TorchLearner;

/** Checks the losses of a short training run and what it ends with. */
final class ClassifierTrainingParity {
  private final FineTuneCase recorded;
  private final Comparisons comparisons;

  private ClassifierTrainingParity(FineTuneCase recorded) {
    this.recorded = recorded;
    this.comparisons = recorded.comparisons();
  }

  static void check(FineTuneCase recorded, Safetensors inputs) throws IOException {
    new ClassifierTrainingParity(recorded).training(inputs);
  }

  /** Six steps on the fixture's images; the batch that the learner is given holds none. */
  private void training(Safetensors inputs) throws IOException {
    JsonNode log = recorded.fixture().json("train6.json");
    JsonNode config = log.get("config");
    FineTuneCase.Classifier classifier = recorded.classifier(inputs, 0);
    NamedParameters parameters = classifier.parameters();
    AdamW adamW =
        new AdamW(
            parameters,
            ParameterGroup.of(
                parameters,
                WeightDecayRule.FINE_TUNING,
                config.get("weight_decay").asDouble(),
                new LayerDecay(config.get("layer_decay").asDouble(), classifier.config().depth())),
            config.get("betas").get(0).asDouble(),
            config.get("betas").get(1).asDouble(),
            0,
            recorded.device());
    LearningRateSchedule schedule = RecordedSchedule.of(config);
    Batch any = new Batch(0, new long[1], 1, 1, 1, 1, new byte[1], List.of(Annotation.none()));
    try (classifier;
        TorchLearner learner =
            new TorchLearner(
                parameters,
                batch -> recorded.smoothedLoss(inputs, classifier),
                held -> Map.of(),
                () -> adamW,
                0,
                recorded.device(),
                recorded.precision())) {
      for (int step = 0; step < config.get("steps").asInt(); step++) {
        double lr = schedule.at((double) step / config.get("steps_per_epoch").asInt());
        learner.step(List.of(any), lr);
        comparisons.number(
            "train6.loss[" + step + "]",
            learner.takeLosses()[0],
            log.get("loss").get(step).asDouble(),
            Limit.loss(recorded.precision()));
      }
      try (Scope scope = new Scope();
          NoGrad noGrad = new NoGrad();
          Safetensors want = recorded.fixture().tensors("train6")) {
        PatchedImages images = recorded.images(inputs, "imgs", classifier);
        comparisons.tensor(
            "train6.final_logits",
            recorded.autocast(() -> classifier.model().logits(images, DropPath.NONE)),
            want.floats("final_logits"),
            recorded.precision() == Precision.FP32
                ? new Limit(5e-5, 1e-5)
                : Limit.forward(recorded.precision()));
      }
    }
  }
}
