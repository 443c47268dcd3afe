package org.vitmae.classification.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.train.TrainingLoss;

class ResidualNetworkTest {
  @ParameterizedTest
  @CsvSource({"32, 32, 3, 10", "28, 28, 1, 10", "7, 90, 4, 3", "1, 1, 16, 2"})
  void sizesTheGraphItBuilds(int height, int width, int channels, int classes) {
    ResidualNetwork network = new ResidualNetwork(height, width, channels, classes);
    ComputationGraph graph =
        new ComputationGraph(
            network.configuration(new NeuralNetConfiguration.Builder(), TrainingLoss.SOFTMAX));
    graph.init();
    long trainable =
        graph.paramTable().entrySet().stream()
            .filter(e -> !e.getKey().endsWith("_mean") && !e.getKey().endsWith("_var"))
            .mapToLong(e -> e.getValue().length())
            .sum();
    assertThat(network.parameters()).isEqualTo(trainable);
    try (INDArray images = Nd4j.zeros(2, channels, height, width);
        INDArray output = graph.outputSingle(images)) {
      assertThat(output.shape()).containsExactly(2, classes);
    }
    graph.close();
  }

  @Test
  void countsMultiplicationsAndAdditions() {
    // By hand for 32 x 32 x 3: stem, then per stage the convolutions and the shortcut, then linear.
    long stem = 27L * 16 * 1024;
    long stage0 = 4 * (9L * 16 * 16 * 1024);
    long stage1 = (9L * 16 * 32 + 3 * 9L * 32 * 32 + 16L * 32) * 256;
    long stage2 = (9L * 32 * 64 + 3 * 9L * 64 * 64 + 32L * 64) * 64;
    assertThat(new ResidualNetwork(32, 32, 3, 10).forwardFlops())
        .isEqualTo(2.0 * (stem + stage0 + stage1 + stage2 + 64 * 10));
  }
}
