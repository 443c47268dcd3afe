package org.vitmae.classification.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A residual network for small images (He et al. 2016, sec. 4.2): a 3 x 3 stem, three stages of two
 * basic blocks with 16, 32 and 64 channels, each stage at half the resolution of the one before,
 * global average pooling, one linear layer.
 *
 * <p>Images wider or higher than 64 pixels are reduced by the stem, with a larger kernel.
 *
 * @param height image height H
 * @param width image width W
 * @param channels image channels C
 * @param classes number of classes
 */
record ResidualNetwork(int height, int width, int channels, int classes) {
  /** The vertex that gives logits [N, classes]. */
  static final String LOGITS = "logits";

  private static final int[] STAGE_CHANNELS = {16, 32, 64};
  private static final int BLOCKS_PER_STAGE = 2;
  private static final int LARGEST_SIDE_AFTER_STEM = 64;

  /** One convolution with its batch normalization. */
  private record Convolution(
      String name, int kernel, int stride, int inputs, int outputs, int height, int width) {
    long weights() {
      return (long) kernel * kernel * inputs * outputs;
    }

    double multiplications() {
      return (double) weights() * reduced(height, stride) * reduced(width, stride);
    }
  }

  /** Returns the number of trainable weights; the running statistics are not counted. */
  long parameters() {
    long parameters = (long) (lastChannels() + 1) * classes;
    for (Convolution convolution : convolutions()) {
      parameters += convolution.weights() + 2L * convolution.outputs();
    }
    return parameters;
  }

  /** Returns the floating-point operations of convolutions and linear layer for one image. */
  double forwardFlops() {
    double multiplications = (double) lastChannels() * classes;
    for (Convolution convolution : convolutions()) {
      multiplications += convolution.multiplications();
    }
    return 2 * multiplications;
  }

  /** Returns the graph, from images [N, C, H, W] to the softmax cross-entropy. */
  ComputationGraphConfiguration configuration(NeuralNetConfiguration.Builder training) {
    GraphBuilder graph = training.weightInit(WeightInit.RELU).graphBuilder();
    graph.addInputs("images").setInputTypes(InputType.convolutional(height, width, channels));
    List<Convolution> convolutions = convolutions();
    String x = relu(graph, add(graph, convolutions.get(0), "images"));
    int next = 1;
    while (next < convolutions.size()) {
      String y = relu(graph, add(graph, convolutions.get(next++), x));
      y = add(graph, convolutions.get(next++), y);
      boolean projects =
          next < convolutions.size() && convolutions.get(next).name().endsWith("shortcut");
      String shortcut = projects ? add(graph, convolutions.get(next++), x) : x;
      String sum = y + "-sum";
      graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), y, shortcut);
      x = relu(graph, sum);
    }
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), x); // [N, C]
    graph.addLayer(
        LOGITS,
        new DenseLayer.Builder()
            .nIn(lastChannels())
            .nOut(classes)
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.IDENTITY)
            .build(),
        "pool");
    graph.addLayer(
        "loss",
        new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build(),
        LOGITS);
    return graph.setOutputs("loss").build();
  }

  private List<Convolution> convolutions() {
    List<Convolution> list = new ArrayList<>();
    int stemStride = stemStride();
    list.add(
        new Convolution(
            "stem", 2 * stemStride + 1, stemStride, channels, STAGE_CHANNELS[0], height, width));
    int h = reduced(height, stemStride);
    int w = reduced(width, stemStride);
    int inputs = STAGE_CHANNELS[0];
    for (int stage = 0; stage < STAGE_CHANNELS.length; stage++) {
      int outputs = STAGE_CHANNELS[stage];
      for (int block = 0; block < BLOCKS_PER_STAGE; block++) {
        String name = "stage" + stage + "-block" + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        int nextHeight = reduced(h, stride);
        int nextWidth = reduced(w, stride);
        list.add(new Convolution(name + "-conv0", 3, stride, inputs, outputs, h, w));
        list.add(new Convolution(name + "-conv1", 3, 1, outputs, outputs, nextHeight, nextWidth));
        if (stride > 1) {
          list.add(new Convolution(name + "-shortcut", 1, stride, inputs, outputs, h, w));
        }
        h = nextHeight;
        w = nextWidth;
        inputs = outputs;
      }
    }
    return list;
  }

  private int stemStride() {
    int stride = 1;
    while (reduced(Math.max(height, width), stride) > LARGEST_SIDE_AFTER_STEM) {
      stride *= 2;
    }
    return stride;
  }

  private static int lastChannels() {
    return STAGE_CHANNELS[STAGE_CHANNELS.length - 1];
  }

  private static int reduced(int side, int stride) {
    return (side + stride - 1) / stride;
  }

  private static String add(GraphBuilder graph, Convolution convolution, String input) {
    OneDnnConvolution layer =
        new OneDnnConvolution(convolution.kernel(), convolution.stride(), convolution.outputs());
    graph.addLayer(convolution.name(), layer, input);
    String normalized = convolution.name() + "-norm";
    graph.addLayer(normalized, new OneDnnBatchNormalization(), convolution.name());
    return normalized;
  }

  private static String relu(GraphBuilder graph, String input) {
    String name = input + "-relu";
    graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    return name;
  }
}
