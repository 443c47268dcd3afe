package org.vitmae.classification;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Annotation;
import org.vitmae.model.Weights;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.plugin.OnlineProbe;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * A linear probe and nearest neighbors without anything to choose: 100 steps of AdamW on all
 * examples at once, and 20 neighbors.
 */
final class QuickProbe implements OnlineProbe {
  private static final int NEIGHBORS = 20;
  private static final int STEPS = 100;
  private static final double LEARNING_RATE = 0.01;

  @Override
  public Map<String, Double> judge(
      Features training, Features validation, int classes, Device device) {
    int[] labels = labels(training.annotations(), classes);
    int[] truth = labels(validation.annotations(), classes);
    return Map.of(
        "probe_top1", top1(linear(training, labels, validation, classes, device), truth),
        "knn_top1", top1(nearest(training, labels, validation, classes, device), truth));
  }

  private static float[] nearest(
      Features training, int[] labels, Features validation, int classes, Device device) {
    try (NearestNeighbors neighbors = new NearestNeighbors(training.width(), classes, device)) {
      neighbors.add(training.values(), labels, labels.length);
      return neighbors.votes(validation.values(), List.of(NEIGHBORS)).get(0);
    }
  }

  private static float[] linear(
      Features training, int[] labels, Features validation, int classes, Device device) {
    int width = training.width();
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      ProbeHead head = ProbeHead.create(new Weights(parameters, device, 0), width, classes);
      train(head, parameters, training, labels, device);
      try (NoGrad noGrad = new NoGrad()) {
        int n = validation.annotations().size();
        return Tensors.toFloats(head.apply(Tensors.of(validation.values(), device, n, width)));
      }
    }
  }

  /** Runs in a scope of the caller's. */
  private static void train(
      ProbeHead head, NamedParameters parameters, Features training, int[] labels, Device device) {
    List<ParameterGroup> groups =
        ParameterGroup.of(parameters, WeightDecayRule.FINE_TUNING, 0, new LayerDecay(1, 1));
    Tensor features = Tensors.of(training.values(), device, labels.length, training.width());
    Tensor targets =
        Tensors.of(Arrays.stream(labels).asLongStream().toArray(), device, labels.length);
    try (AdamW adamW = new AdamW(parameters, groups, 0.9, 0.999, 0, device)) {
      for (int step = 0; step < STEPS; step++) {
        try (Scope scope = new Scope()) {
          Losses.crossEntropy(head.apply(features), targets, 0).backward();
          adamW.step(LEARNING_RATE);
          parameters.trainable().forEach(name -> parameters.get(name).mutable_grad().reset());
        }
      }
    }
  }

  private static int[] labels(List<Annotation> annotations, int classes) {
    int[] labels =
        annotations.stream().mapToInt(annotation -> annotation.label().orElse(classes)).toArray();
    if (Arrays.stream(labels).anyMatch(label -> label >= classes)) {
      throw new ConfigException(
          "online-probe needs a class for every image, but some have none; set every-epochs to 0 or use labeled data.");
    }
    return labels;
  }

  private static double top1(float[] scores, int[] truth) {
    int classes = scores.length / truth.length;
    int right = 0;
    for (int n = 0; n < truth.length; n++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (scores[n * classes + c] > scores[n * classes + best]) {
          best = c;
        }
      }
      right += best == truth[n] ? 1 : 0;
    }
    return (double) right / truth.length;
  }
}
