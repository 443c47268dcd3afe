package org.vitmae.classification.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.classification.Batches;
import org.vitmae.classification.Requests;
import org.vitmae.deeplearning4j.GraphParts;
import org.vitmae.deeplearning4j.TrainedNetwork;
import org.vitmae.train.TrainingLoss;

class LinearHeadTest {
  private static final int OUTPUTS = 3;
  private static final INDArray IMAGES =
      Nd4j.create(new float[] {0.5f, -1, 2, 0.25f, -3, 1, 0, 4}, new long[] {4, 2, 1, 1}, 'c');
  private static final INDArray TARGETS =
      Nd4j.create(
          new float[] {1, 0, 0.5f, 0, 0, 1, 1, 1, 0, 0.05f, 0.95f, 0},
          new long[] {4, OUTPUTS},
          'c');

  @Test
  void lossesOfTargetsAreMeansOverExamplesAndOutputs() {
    assertMean(
        TrainingLoss.SIGMOID,
        (x, y) -> Math.max(x, 0) - x * y + Math.log1p(Math.exp(-Math.abs(x))));
    assertMean(TrainingLoss.L2, (x, y) -> (x - y) * (x - y));
    assertMean(TrainingLoss.L1, (x, y) -> Math.abs(x - y));
  }

  @Test
  void theGradientOfLabelsIsThatOfTheirLoss() {
    SigmoidCrossEntropy loss = new SigmoidCrossEntropy();
    IActivation identity = new ActivationIdentity();
    INDArray logits = Nd4j.create(new double[][] {{0.3, -2, 1}, {100, -100, 0}});
    INDArray labels = Nd4j.create(new double[][] {{1, 0, 0.2}, {1, 0, 1}});
    INDArray gradient = loss.computeGradient(labels, logits, identity, null);
    double step = 1e-5;
    for (int i = 0; i < logits.length(); i++) {
      INDArray more = logits.dup();
      more.putScalar(i, logits.getDouble(i) + step);
      INDArray less = logits.dup();
      less.putScalar(i, logits.getDouble(i) - step);
      double slope =
          (loss.computeScore(labels, more, identity, null, false)
                  - loss.computeScore(labels, less, identity, null, false))
              / (2 * step);

      assertThat(gradient.getDouble(i)).isEqualTo(slope, within(1e-8));
    }
  }

  private static void assertMean(TrainingLoss loss, DoubleBinaryOperator ofOutput) {
    try (TrainedNetwork network =
        new TrainedNetwork(Requests.recipe(), 1, training -> layers(training, loss))) {
      float[] outputs = network.output(Network.LOGITS, IMAGES);
      double expected = 0;
      for (int i = 0; i < outputs.length; i++) {
        expected += ofOutput.applyAsDouble(outputs[i], TARGETS.getDouble(i));
      }
      network.step(
          List.of(Batches.bands(4, 1, 2, 1, 1)),
          batch -> new TrainedNetwork.Examples(IMAGES.dup(), TARGETS.dup()),
          0);

      assertThat(network.takeLosses()[0])
          .as(loss.toString())
          .isEqualTo(expected / TARGETS.length(), within(1e-5));
    }
  }

  private static ComputationGraphConfiguration layers(
      NeuralNetConfiguration.Builder training, TrainingLoss loss) {
    GraphBuilder graph = GraphParts.start(training, 1, 1, 2);
    LinearHead.addTo(graph, GraphParts.IMAGES, 2, OUTPUTS, loss);
    return graph.build();
  }
}
