package org.vitmae.segmentation.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.vitmae.deeplearning4j.Convolution;
import org.vitmae.deeplearning4j.GraphParts;
import org.vitmae.deeplearning4j.InstanceNormalization;

/**
 * A U-Net (Ronneberger et al. 2015, fig. 1): four times two convolutions and a maximum over 2 x 2,
 * then four times back up, beside the maps of the same size on the way down.
 *
 * <p>Differs from the paper: convolutions are padded, so that what comes out is as large as what
 * goes in, and followed by instance normalization, as in nnU-Net (Isensee et al. 2021).
 *
 * @param height H, a multiple of {@link #STRIDE}
 * @param width W, likewise
 * @param channels of the images
 * @param base channels of the finest maps, doubled from level to level
 * @param scores K
 */
record UNet(int height, int width, int channels, int base, int scores) {
  /** Pixels per side of a cell of the coarsest maps. */
  static final int STRIDE = 16;

  /** The vertex that gives scores, [N, K, H, W]. */
  static final String SCORES = "scores";

  private static final int LEVELS = 4; // finer than the coarsest

  /**
   * Returns the graph, from images to the loss.
   *
   * @param classes how many of the scores are those of classes
   */
  ComputationGraphConfiguration configuration(
      NeuralNetConfiguration.Builder training, int classes) {
    GraphBuilder graph = GraphParts.start(training, height, width, channels);
    List<String> finer = new ArrayList<>();
    String x = GraphParts.IMAGES;
    for (int level = 0; level < LEVELS; level++) {
      x = pair(graph, down(level), x);
      finer.add(x);
      x = halved(graph, x);
    }
    x = pair(graph, down(LEVELS), x);
    for (int level = LEVELS - 1; level >= 0; level--) {
      x = doubled(graph, level, x);
      String joined = "up" + level + "-joined";
      graph.addVertex(joined, new MergeVertex(), finer.get(level), x);
      x = pair(graph, up(level), joined);
    }
    graph.addLayer(
        SCORES,
        new ConvolutionLayer.Builder(1, 1).nOut(scores).activation(Activation.IDENTITY).build(),
        x);
    graph.addLayer("loss", new PixelLossLayer(classes), SCORES);
    graph.setOutputs("loss");
    return graph.build();
  }

  private static String pair(GraphBuilder graph, List<Convolution> convolutions, String input) {
    String x = input;
    for (Convolution convolution : convolutions) {
      x = GraphParts.relu(graph, convolution.addTo(graph, x, new InstanceNormalization()));
    }
    return x;
  }

  private static String halved(GraphBuilder graph, String input) {
    String name = input + "-pool";
    graph.addLayer(
        name,
        new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
        input);
    return name;
  }

  private String doubled(GraphBuilder graph, int level, String input) {
    String name = "up" + level + "-doubled";
    graph.addLayer(
        name,
        new Deconvolution2D.Builder(2, 2)
            .stride(2, 2)
            .nOut(wide(level))
            .activation(Activation.IDENTITY)
            .build(),
        input);
    return name;
  }

  private List<Convolution> down(int level) {
    return pair("down" + level, level == 0 ? channels : wide(level - 1), level);
  }

  private List<Convolution> up(int level) {
    return pair("up" + level, 2 * wide(level), level);
  }

  private List<Convolution> pair(String name, int inputs, int level) {
    return List.of(
        convolution(name + "-conv0", 3, inputs, level),
        convolution(name + "-conv1", 3, wide(level), level));
  }

  private Convolution convolution(String name, int kernel, int inputs, int level) {
    return new Convolution(name, kernel, 1, inputs, wide(level), height >> level, width >> level);
  }

  /** Returns the channels of a level. */
  private int wide(int level) {
    return base << level;
  }

  private List<Convolution> convolutions() {
    List<Convolution> all = new ArrayList<>(down(LEVELS));
    for (int level = 0; level < LEVELS; level++) {
      all.addAll(down(level));
      all.addAll(up(level));
    }
    return all;
  }

  /** Returns the number of trainable weights. */
  long parameters() {
    long parameters =
        convolutions().stream().mapToLong(Convolution::parameters).sum() + (base + 1L) * scores;
    for (int level = 0; level < LEVELS; level++) {
      parameters += (4L * wide(level + 1) + 1) * wide(level);
    }
    return parameters;
  }

  /**
   * Returns the floating-point operations of all convolutions, transposed ones too, for one image.
   */
  double forwardFlops() {
    double sum = (double) base * scores * height * width;
    sum += convolutions().stream().mapToDouble(Convolution::multiplications).sum();
    for (int level = 0; level < LEVELS; level++) {
      // every pixel that comes out is made of one that comes in
      sum += (double) wide(level + 1) * wide(level) * (height >> level) * (width >> level);
    }
    return 2 * sum;
  }
}
