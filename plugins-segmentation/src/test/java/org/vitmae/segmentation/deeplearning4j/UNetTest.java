package org.vitmae.segmentation.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class UNetTest {
  private static final int IMAGES = 2;
  private static final UNet NETWORK = new UNet(32, 16, 2, 4, 4);

  private static ComputationGraph graph(DataType type) {
    ComputationGraph graph =
        new ComputationGraph(
            NETWORK.configuration(new NeuralNetConfiguration.Builder().dataType(type).seed(4), 3));
    graph.init();
    return graph;
  }

  @Test
  void gradientsOfAllItsLayersAreRight() {
    ComputationGraph graph = graph(DataType.DOUBLE);
    INDArray images = Nd4j.rand(DataType.DOUBLE, IMAGES, 2, 32, 16);
    INDArray targets = Nd4j.rand(DataType.DOUBLE, IMAGES, 4, 32, 16);
    graph.setInput(0, images);
    graph.setLabel(0, targets); // class 0, everything else at random
    graph.computeGradientAndScore();
    Map<String, INDArray> gradients = new TreeMap<>();
    graph.gradient().gradientForVariable().forEach((name, g) -> gradients.put(name, g.dup()));
    DataSet examples = new DataSet(images, targets);

    assertThat(gradients).hasSize(18 * 3 + 4 * 2 + 2);
    for (int i = 0; i < 3; i++) {
      Map<String, INDArray> steps = new TreeMap<>();
      gradients.forEach((name, gradient) -> steps.put(name, step(gradient)));
      double slope = 0;
      for (String name : steps.keySet()) {
        slope += gradients.get(name).mul(steps.get(name)).sumNumber().doubleValue() / IMAGES;
      }
      steps.forEach((name, step) -> graph.paramTable().get(name).addi(step));
      double more = graph.score(examples, true);
      steps.forEach((name, step) -> graph.paramTable().get(name).subi(step.mul(2)));
      double less = graph.score(examples, true);
      steps.forEach((name, step) -> graph.paramTable().get(name).addi(step));

      assertThat((more - less) / 2).isCloseTo(slope, withinPercentage(1e-4));
    }
    graph.close();
  }

  /** Returns a random step that raises the loss as much for every tensor. */
  private static INDArray step(INDArray gradient) {
    INDArray step = Nd4j.randn(DataType.DOUBLE, gradient.shape());
    return step.muli(1e-6 / gradient.mul(step).sumNumber().doubleValue());
  }

  @Test
  void oneDnnsGradientsAreThoseInDoublePrecision() {
    ComputationGraph exact = graph(DataType.DOUBLE);
    ComputationGraph fast = graph(DataType.FLOAT);
    fast.setParams(exact.params().castTo(DataType.FLOAT));
    INDArray images = Nd4j.rand(DataType.DOUBLE, IMAGES, 2, 32, 16);
    INDArray targets = Nd4j.rand(DataType.DOUBLE, IMAGES, 4, 32, 16);
    for (ComputationGraph graph : new ComputationGraph[] {exact, fast}) {
      DataType type = graph.params().dataType();
      graph.setInput(0, images.castTo(type));
      graph.setLabel(0, targets.castTo(type));
      graph.computeGradientAndScore();
    }
    Map<String, INDArray> expected = exact.gradient().gradientForVariable();
    fast.gradient()
        .gradientForVariable()
        .forEach(
            (name, gradient) -> {
              INDArray truth = expected.get(name);
              double error =
                  gradient.castTo(DataType.DOUBLE).sub(truth).norm2Number().doubleValue();
              assertThat(error).as(name).isLessThan(1e-3 * truth.norm2Number().doubleValue());
            });
    exact.close();
    fast.close();
  }

  @Test
  void givesAScorePerPixelAndClass() {
    ComputationGraph graph = graph(DataType.FLOAT);
    assertThat(graph.outputSingle(Nd4j.rand(IMAGES, 2, 32, 16)).shape())
        .containsExactly(IMAGES, 4, 32, 16);
    graph.close();
  }

  @Test
  void knowsItsSize() {
    ComputationGraph graph = graph(DataType.FLOAT);
    long parameters = graph.numParams();
    graph.close();

    assertThat(NETWORK.parameters()).isEqualTo(parameters);
    // By hand, in squares of the base width times the pixels of the image, which every level has
    // alike: three by three from half and from the same width down, from twice and from the same
    // up, one to one between levels; then the first, the coarsest and the last.
    double level = 9 * (0.5 + 1) + 9 * (2 + 1) + 2;
    double square = 16 * 32 * 16;
    double first = 9 * 2 * 4 * 32 * 16 - 9 * 0.5 * square;
    double coarsest = 9 * (0.5 + 1) * square;
    assertThat(NETWORK.forwardFlops())
        .isEqualTo(2 * (4 * level * square + first + coarsest + 4 * 4 * 32 * 16));
  }
}
