package org.vitmae.deeplearning4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * One convolution without bias and the normalization behind it.
 *
 * @param name the convolution's vertex
 * @param kernel side of the square kernel
 * @param inputs channels coming in
 * @param outputs channels going out
 * @param height rows coming in; {@code ceil(height / stride)} go out
 * @param width columns likewise
 */
public record Convolution(
    String name, int kernel, int stride, int inputs, int outputs, int height, int width) {
  /** Returns the number of trainable weights, scale and shift of the normalization included. */
  public long parameters() {
    return weights() + 2L * outputs;
  }

  /** Returns the multiplications of the convolution for one image. */
  public double multiplications() {
    return (double) weights() * reduced(height, stride) * reduced(width, stride);
  }

  private long weights() {
    return (long) kernel * kernel * inputs * outputs;
  }

  /** Adds both to a graph, with batch normalization, and returns the vertex of the latter. */
  public String addTo(GraphBuilder graph, String input) {
    return addTo(graph, input, new OneDnnBatchNormalization());
  }

  /** Adds both to a graph and returns the vertex of the normalization. */
  public String addTo(GraphBuilder graph, String input, Layer normalization) {
    graph.addLayer(name, new OneDnnConvolution(kernel, stride, outputs), input);
    String normalized = name + "-norm";
    graph.addLayer(normalized, normalization, name);
    return normalized;
  }

  /** Returns a side after a stride. */
  public static int reduced(int side, int stride) {
    return (side + stride - 1) / stride;
  }
}
