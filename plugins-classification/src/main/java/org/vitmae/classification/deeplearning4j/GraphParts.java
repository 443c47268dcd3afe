package org.vitmae.classification.deeplearning4j;

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
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.vitmae.classification.targets.TrainingLoss;

/** What residual networks have in common besides their convolutions. */
final class GraphParts {
  static final String IMAGES = "images";

  private GraphParts() {}

  /** Starts a graph with images [N, C, H, W] at the vertex {@link #IMAGES}. */
  static GraphBuilder start(
      NeuralNetConfiguration.Builder training, int height, int width, int channels) {
    return training
        .weightInit(WeightInit.RELU)
        .graphBuilder()
        .addInputs(IMAGES)
        .setInputTypes(InputType.convolutional(height, width, channels));
  }

  /** Adds a rectifier and returns its vertex. */
  static String relu(GraphBuilder graph, String input) {
    String name = input + "-relu";
    graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    return name;
  }

  /** Adds the sum of a branch and its shortcut, rectified, and returns its vertex. */
  static String join(GraphBuilder graph, String branch, String shortcut) {
    String sum = branch + "-sum";
    graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), branch, shortcut);
    return relu(graph, sum);
  }

  /** Adds global average pooling, the linear layer and the loss. */
  static void classify(
      GraphBuilder graph, String input, int features, int classes, TrainingLoss loss) {
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), input); // [N, features]
    graph.addLayer(
        Network.LOGITS,
        new DenseLayer.Builder()
            .nIn(features)
            .nOut(classes)
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.IDENTITY)
            .build(),
        "pool");
    graph.addLayer("loss", layer(loss), Network.LOGITS);
    graph.setOutputs("loss");
  }

  private static LossLayer layer(TrainingLoss loss) {
    return switch (loss) {
      case SOFTMAX ->
          new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
      case SIGMOID -> onLogits(new SigmoidCrossEntropy());
      case L2 -> onLogits(new LossMSE());
      case L1 -> onLogits(new LossMAE());
    };
  }

  private static LossLayer onLogits(ILossFunction loss) {
    return new LossLayer.Builder(loss).activation(Activation.IDENTITY).build();
  }
}
