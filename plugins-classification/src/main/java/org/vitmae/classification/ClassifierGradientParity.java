package org.vitmae.classification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Limit;
import org.vitmae.tensor.Scope;

/** Checks the classifier's gradients and which rate and decay each tensor gets. */
final class ClassifierGradientParity {
  private final FineTuneCase recorded;
  private final Comparisons comparisons;

  private ClassifierGradientParity(FineTuneCase recorded) {
    this.recorded = recorded;
    this.comparisons = recorded.comparisons();
  }

  static void check(FineTuneCase recorded, Safetensors inputs) throws IOException {
    ClassifierGradientParity parity = new ClassifierGradientParity(recorded);
    parity.gradients(inputs);
    parity.layerDecay(inputs);
  }

  private void gradients(Safetensors inputs) throws IOException {
    try (Scope scope = new Scope();
        FineTuneCase.Classifier classifier = recorded.classifier(inputs, 0);
        Safetensors want =
            recorded.fixture().tensors("gradients_labelsmooth_" + recorded.variant())) {
      recorded.smoothedLoss(inputs, classifier).backward();
      for (String name : want.names()) {
        comparisons.tensor(
            recorded.name("gradient." + name),
            classifier.parameters().get(name).grad(),
            want.floats(name),
            recorded.gradientLimit());
      }
    }
  }

  private void layerDecay(Safetensors inputs) throws IOException {
    JsonNode layerDecay = recorded.fixture().json("layer_decay_" + recorded.variant() + ".json");
    try (FineTuneCase.Classifier classifier = recorded.classifier(inputs, 0)) {
      LayerDecay layers =
          new LayerDecay(layerDecay.get("layer_decay").asDouble(), classifier.config().depth());
      double weightDecay = layerDecay.get("weight_decay").asDouble();
      for (ParameterGroup group :
          ParameterGroup.of(
              classifier.parameters(), WeightDecayRule.FINE_TUNING, weightDecay, layers)) {
        for (String name : group.names()) {
          JsonNode want = layerDecay.get("params").get(name);
          comparisons.number(
              recorded.name("lr_scale." + name),
              group.lrScale(),
              want.get("lr_scale").asDouble(),
              Limit.DOUBLE);
          comparisons.number(
              recorded.name("weight_decay." + name),
              group.weightDecay(),
              want.get("weight_decay").asDouble(),
              Limit.DOUBLE);
        }
      }
    }
  }
}
