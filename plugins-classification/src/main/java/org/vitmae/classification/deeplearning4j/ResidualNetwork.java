package org.vitmae.classification.deeplearning4j;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.vitmae.deeplearning4j.Convolution;
import org.vitmae.deeplearning4j.GraphParts;
import org.vitmae.deeplearning4j.ResidualTrunk;
import org.vitmae.deeplearning4j.ResidualTrunk.Stage;
import org.vitmae.train.TrainingLoss;

/**
 * A residual network for small images (He et al. 2016, sec. 4.2): a 3 x 3 stem, three stages of two
 * basic blocks with 16, 32 and 64 channels, each stage at half the resolution of the one before,
 * global average pooling, one linear layer.
 *
 * <p>Images wider or higher than the 32 pixels it was made for are reduced by the stem, with a
 * larger kernel.
 *
 * @param height image height H
 * @param width image width W
 * @param channels image channels C
 * @param classes number of outputs
 */
record ResidualNetwork(int height, int width, int channels, int classes) implements Network {
  private static final int STEM_CHANNELS = 16;
  private static final List<Stage> STAGES =
      List.of(new Stage(16, 2, 1), new Stage(32, 2, 2), new Stage(64, 2, 2));
  private static final int LARGEST_SIDE_AFTER_STEM = 32;

  @Override
  public int features() {
    return STAGES.get(STAGES.size() - 1).channels();
  }

  @Override
  public ComputationGraphConfiguration configuration(
      NeuralNetConfiguration.Builder training, TrainingLoss loss) {
    GraphBuilder graph = GraphParts.start(training, height, width, channels);
    LinearHead.addTo(graph, trunk().addTo(graph), features(), classes, loss);
    return graph.build();
  }

  @Override
  public List<Convolution> convolutions() {
    return trunk().convolutions();
  }

  private ResidualTrunk trunk() {
    int stride = stemStride();
    return new ResidualTrunk(
        height, width, channels, 2 * stride + 1, stride, STEM_CHANNELS, STAGES);
  }

  private int stemStride() {
    int stride = 1;
    while (Convolution.reduced(Math.max(height, width), stride) > LARGEST_SIDE_AFTER_STEM) {
      stride *= 2;
    }
    return stride;
  }
}
