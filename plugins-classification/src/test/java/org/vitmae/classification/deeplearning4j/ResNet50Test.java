package org.vitmae.classification.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.classification.Batches;
import org.vitmae.classification.Requests;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.Convolution;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.train.TrainingLoss;

class ResNet50Test {
  @Test
  void hasTheSizeAndTheCostOfTheLiterature() {
    ResNet50 network = new ResNet50(224, 224, 3, 1000);

    assertThat(network.parameters()).isEqualTo(25_557_032);
    // He et al. 2016, table 1: 3.8e9 multiplications.
    assertThat(network.forwardFlops() / 2).isCloseTo(3.86e9, within(0.02e9));
  }

  @Test
  void lastStageSeesSevenByThisMany() {
    List<Convolution> convolutions = new ResNet50(224, 192, 3, 10).convolutions();
    Convolution last = convolutions.get(convolutions.size() - 1);

    assertThat(convolutions).hasSize(53); // 49 in the main path with the stem, 4 projections
    assertThat(List.of(last.height(), last.width(), last.outputs())).containsExactly(7, 6, 2048);
  }

  @Test
  @Tag("slow")
  void graphHasTheWeightsItIsSizedBy() {
    ResNet50 network = new ResNet50(33, 47, 4, 5);
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
    graph.close();
  }

  @Test
  @Tag("slow")
  void oneStepReducesTheLoss() {
    ArmRequest request =
        Requests.request("resnet50", Requests.data(32, 32, 3), 4, Requests.recipe(), 1);
    Batch batch = Batches.bands(8, 32, 3, 4, 1);
    try (CnnArm arm = Requests.cnnArm(Architecture.RESNET50, request)) {
      arm.step(List.of(batch), 1e-4);
      arm.step(List.of(batch), 0);

      double[] losses = arm.takeLosses();
      assertThat(losses[1]).isLessThan(losses[0]);
    }
  }
}
