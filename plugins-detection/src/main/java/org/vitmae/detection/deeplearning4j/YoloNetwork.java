package org.vitmae.detection.deeplearning4j;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.vitmae.config.DataConfig;
import org.vitmae.deeplearning4j.Convolution;
import org.vitmae.deeplearning4j.GraphParts;
import org.vitmae.deeplearning4j.ResidualTrunk;
import org.vitmae.deeplearning4j.ResidualTrunk.Stage;

/**
 * A residual network of stride 16 that answers, cell by cell and anchor by anchor, where an object
 * is, how sure it is and which class (Redmon and Farhadi 2016, sec. 2).
 *
 * <p>At 320 x 256 pixels a forward pass costs as much as nine blocks of a Vision Transformer of
 * width 192 with patches of 16, with two thirds of their weights.
 *
 * @param height image height
 * @param width image width
 * @param channels image channels
 * @param classes C
 */
record YoloNetwork(int height, int width, int channels, int classes) {
  /** The vertex that gives answers, [N, A (5 + C), H, W]. */
  static final String OBJECTS = "objects";

  /** A. */
  static final int ANCHORS = 5;

  private static final int STEM_CHANNELS = 32;
  private static final List<Stage> STAGES =
      List.of(new Stage(64, 1, 2), new Stage(128, 2, 2), new Stage(256, 2, 2));
  private static final int FEATURES = 256;

  /**
   * Larger weights start with sigmoids that no gradient passes, and boxes far from their anchor.
   */
  private static final double HEAD_DEVIATION = 0.01;

  static YoloNetwork of(DataConfig data, int classes) {
    return new YoloNetwork(data.imageHeight(), data.imageWidth(), data.channels(), classes);
  }

  /**
   * Returns the graph, from images to the loss of Redmon et al. 2016 with cross-entropy for
   * classes.
   *
   * @param anchors widths and heights in cells, [A, 2]; the layer keeps this very array
   */
  ComputationGraphConfiguration configuration(
      NeuralNetConfiguration.Builder training, INDArray anchors) {
    GraphBuilder graph = GraphParts.start(training, height, width, channels);
    graph.addLayer(
        "answers",
        new ConvolutionLayer.Builder(1, 1)
            .nOut(answers())
            .weightInit(new NormalDistribution(0, HEAD_DEVIATION))
            .activation(Activation.IDENTITY)
            .build(),
        trunk().addTo(graph));
    graph.addLayer(
        OBJECTS,
        new Yolo2OutputLayer.Builder()
            .boundingBoxPriors(anchors)
            .lossClassPredictions(classLoss(classes))
            .build(),
        "answers");
    graph.setOutputs(OBJECTS);
    return graph.build();
  }

  /**
   * Returns the loss of the classes' probabilities. Of a single class nothing is learned, and
   * cross-entropy refuses to compute it: it takes the layer's mask, which then has the
   * probabilities' shape, for one per output.
   */
  static ILossFunction classLoss(int classes) {
    return classes == 1 ? new LossL2() : new LossMCXENT();
  }

  private ResidualTrunk trunk() {
    return new ResidualTrunk(height, width, channels, 3, 2, STEM_CHANNELS, STAGES);
  }

  private int answers() {
    return ANCHORS * (5 + classes);
  }

  /** Returns the number of trainable weights. */
  long parameters() {
    return trunk().convolutions().stream().mapToLong(Convolution::parameters).sum()
        + (FEATURES + 1L) * answers();
  }

  /** Returns the floating-point operations of all convolutions for one image. */
  double forwardFlops() {
    int cells =
        Convolution.reduced(height, YoloGrid.STRIDE) * Convolution.reduced(width, YoloGrid.STRIDE);
    double head = (double) FEATURES * answers() * cells;
    return 2
        * (trunk().convolutions().stream().mapToDouble(Convolution::multiplications).sum() + head);
  }
}
