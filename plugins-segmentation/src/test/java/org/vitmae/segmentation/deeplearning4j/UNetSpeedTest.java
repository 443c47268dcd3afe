package org.vitmae.segmentation.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.deeplearning4j.GraphParts;
import org.vitmae.deeplearning4j.Nd4jStart;

/**
 * Measures forward and backward pass of the U-Net beside the same network of Deeplearning4j's own
 * layers, with batch normalization; docs/benchmarks.md quotes it. The process's own processor time,
 * so that a busy machine does not matter much.
 */
@Tag("slow")
class UNetSpeedTest {
  private static final Logger LOG = LoggerFactory.getLogger(UNetSpeedTest.class);
  private static final OperatingSystemMXBean CLOCK =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int IMAGES = 4;
  private static final int SIDE = 256;

  @Test
  void isFasterThanDeeplearning4jsOwnLayers() {
    Nd4jStart.beforeTraining();
    UNet network = new UNet(SIDE, SIDE, 3, 16, 3);
    ComputationGraphConfiguration layers =
        network.configuration(new NeuralNetConfiguration.Builder(), 3);
    double fast = imagesPerSecond(layers);
    double plain = imagesPerSecond(plain(layers));

    LOG.warn(
        "{} images/s, {} with plain layers; {} GFLOP per step and image, {} weights",
        fast,
        plain,
        3 * network.forwardFlops() / 1e9,
        network.parameters());
    assertThat(fast).isGreaterThan(1.5 * plain);
  }

  private static double imagesPerSecond(ComputationGraphConfiguration layers) {
    ComputationGraph graph = new ComputationGraph(layers);
    graph.init();
    INDArray images = Nd4j.rand(IMAGES, 3, SIDE, SIDE);
    INDArray targets = Nd4j.ones(IMAGES, 2, SIDE, SIDE).divi(SIDE * SIDE);
    double best = 0;
    for (int i = 0; i < 4; i++) {
      graph.setInput(0, images);
      graph.setLabel(0, targets);
      long start = CLOCK.getProcessCpuTime();
      graph.computeGradientAndScore();
      best = Math.max(best, IMAGES * 1e9 / (CLOCK.getProcessCpuTime() - start));
    }
    graph.close();
    return best;
  }

  /** Returns the same network without layers that call oneDNN. */
  private static ComputationGraphConfiguration plain(ComputationGraphConfiguration layers) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs(GraphParts.IMAGES)
            .setInputTypes(InputType.convolutional(SIDE, SIDE, 3))
            .setOutputs(layers.getNetworkOutputs().toArray(String[]::new));
    for (Map.Entry<String, GraphVertex> vertex : layers.getVertices().entrySet()) {
      String name = vertex.getKey();
      String[] inputs = layers.getVertexInputs().get(name).toArray(String[]::new);
      if (vertex.getValue() instanceof LayerVertex layer) {
        graph.addLayer(name, plain(layer.getLayerConf().getLayer()), inputs);
      } else {
        graph.addVertex(name, vertex.getValue(), inputs);
      }
    }
    return graph.build();
  }

  private static Layer plain(Layer layer) {
    if (layer instanceof BatchNormalization) {
      return new BatchNormalization.Builder().useLogStd(false).build();
    }
    if (layer instanceof ConvolutionLayer convolution && !convolution.hasBias()) {
      return new ConvolutionLayer.Builder(convolution.getKernelSize())
          .nOut(convolution.getNOut())
          .hasBias(false)
          .convolutionMode(ConvolutionMode.Same)
          .activation(Activation.IDENTITY)
          .build();
    }
    return layer;
  }
}
