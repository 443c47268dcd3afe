package org.vitmae.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class OneDnnLayersTest {
  private static final int HEIGHT = 9;
  private static final int WIDTH = 6;
  private static final int OUTPUTS = 5;

  @ParameterizedTest
  @CsvSource({"3, 1", "3, 2", "1, 2", "5, 2", "9, 4", "2, 1"})
  void agreeWithDeeplearning4jsOwn(int kernel, int stride) {
    ComputationGraph own =
        graph(
            new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .nOut(OUTPUTS)
                .hasBias(false)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .build(),
            new BatchNormalization.Builder().useLogStd(false).build());
    ComputationGraph fast =
        graph(new OneDnnConvolution(kernel, stride, OUTPUTS), new OneDnnBatchNormalization());
    INDArray images = Nd4j.rand(4, 3, HEIGHT, WIDTH).muli(2).subi(0.5);
    INDArray targets = Nd4j.eye(OUTPUTS).get(NDArrayIndex.indices(0, 3, 1, 4), NDArrayIndex.all());
    fast.setParams(own.params());

    compare("output", own.outputSingle(images), fast.outputSingle(images));
    Map<String, INDArray> expected = gradients(own, images, targets);
    Map<String, INDArray> gradients = gradients(fast, images, targets);
    assertThat(fast.score()).isCloseTo(own.score(), within(1e-5));
    assertThat(gradients.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> compare(name, values, gradients.get(name)));
    own.close();
    fast.close();
  }

  @Test
  void instanceNormalizationIsBatchNormalizationOfOneImageAtATime() {
    ComputationGraph batch =
        graph(
            new OneDnnConvolution(3, 1, OUTPUTS),
            new BatchNormalization.Builder().useLogStd(false).build());
    ComputationGraph instance =
        graph(new OneDnnConvolution(3, 1, OUTPUTS), new InstanceNormalization());
    INDArray scale = Nd4j.rand(OUTPUTS).addi(0.5);
    INDArray shift = Nd4j.rand(OUTPUTS).subi(0.5);
    for (ComputationGraph graph : new ComputationGraph[] {batch, instance}) {
      graph.getParam("norm_gamma").assign(scale);
      graph.getParam("norm_beta").assign(shift);
    }
    INDArray images = Nd4j.rand(3, 3, HEIGHT, WIDTH);
    images.get(NDArrayIndex.point(1)).muli(10).addi(5); // as unlike as can be
    INDArray targets = Nd4j.eye(OUTPUTS).get(NDArrayIndex.interval(1, 4), NDArrayIndex.all());

    INDArray outputs = instance.output(images)[0];
    Map<String, INDArray> gradients = gradients(instance, images, targets);
    Map<String, INDArray> expected = new TreeMap<>();
    for (int i = 0; i < images.size(0); i++) {
      INDArray image = images.get(NDArrayIndex.interval(i, i + 1)).dup();
      compare("output", batch.output(true, image)[0], outputs.getRow(i, true));
      gradients(batch, image, targets.getRow(i, true))
          .forEach((name, gradient) -> expected.merge(name, gradient, INDArray::add));
    }
    assertThat(gradients).hasSize(4);
    gradients.forEach((name, gradient) -> compare(name, expected.get(name), gradient));
    batch.close();
    instance.close();
  }

  private static Map<String, INDArray> gradients(
      ComputationGraph graph, INDArray images, INDArray targets) {
    graph.setInput(0, images);
    graph.setLabel(0, targets);
    graph.computeGradientAndScore();
    Map<String, INDArray> copies = new TreeMap<>();
    graph.gradient().gradientForVariable().forEach((name, g) -> copies.put(name, g.dup()));
    return copies;
  }

  private static ComputationGraph graph(Layer convolution, Layer normalization) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 3))
                .addLayer("first", new OneDnnConvolution(3, 1, 4), "images")
                .addLayer("conv", convolution, "first")
                .addLayer("norm", normalization, "conv")
                .addLayer("tanh", new ActivationLayer(Activation.TANH), "norm")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "tanh")
                .addLayer(
                    "loss",
                    new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "pool")
                .setOutputs("loss")
                .build());
    graph.init();
    return graph;
  }

  private static void compare(String name, INDArray expected, INDArray actual) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    double limit = 1e-5 * (1 + expected.amaxNumber().doubleValue());
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).as(name).isLessThan(limit);
  }
}
