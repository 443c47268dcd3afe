package org.vitmae.deeplearning4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/** What residual networks have in common besides their convolutions. */
public final class GraphParts {
  /** The vertex of the images. */
  public static final String IMAGES = "images";

  private GraphParts() {}

  /** Starts a graph with images [N, C, H, W] at the vertex {@link #IMAGES}. */
  public static GraphBuilder start(
      NeuralNetConfiguration.Builder training, int height, int width, int channels) {
    return training
        .weightInit(WeightInit.RELU)
        .graphBuilder()
        .addInputs(IMAGES)
        .setInputTypes(InputType.convolutional(height, width, channels));
  }

  /** Adds a rectifier and returns its vertex. */
  public static String relu(GraphBuilder graph, String input) {
    String name = input + "-relu";
    graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    return name;
  }

  /** Adds the sum of a branch and its shortcut, rectified, and returns its vertex. */
  public static String join(GraphBuilder graph, String branch, String shortcut) {
    String sum = branch + "-sum";
    graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), branch, shortcut);
    return relu(graph, sum);
  }
}
