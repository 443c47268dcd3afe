package org.vitmae.classification.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.vitmae.classification.targets.TrainingLoss;
import org.vitmae.deeplearning4j.Convolution;
import org.vitmae.deeplearning4j.GraphParts;

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
  private static final int[] STAGE_CHANNELS = {16, 32, 64};
  private static final int BLOCKS_PER_STAGE = 2;
  private static final int LARGEST_SIDE_AFTER_STEM = 32;

  @Override
  public int features() {
    return STAGE_CHANNELS[STAGE_CHANNELS.length - 1];
  }

  @Override
  public ComputationGraphConfiguration configuration(
      NeuralNetConfiguration.Builder training, TrainingLoss loss) {
    GraphBuilder graph = GraphParts.start(training, height, width, channels);
    List<Convolution> convolutions = convolutions();
    String x = GraphParts.relu(graph, convolutions.get(0).addTo(graph, GraphParts.IMAGES));
    int next = 1;
    while (next < convolutions.size()) {
      String y = GraphParts.relu(graph, convolutions.get(next++).addTo(graph, x));
      y = convolutions.get(next++).addTo(graph, y);
      boolean projects =
          next < convolutions.size() && convolutions.get(next).name().endsWith("shortcut");
      String shortcut = projects ? convolutions.get(next++).addTo(graph, x) : x;
      x = GraphParts.join(graph, y, shortcut);
    }
    LinearHead.addTo(graph, x, features(), classes, loss);
    return graph.build();
  }

  @Override
  public List<Convolution> convolutions() {
    List<Convolution> list = new ArrayList<>();
    int stemStride = stemStride();
    list.add(
        new Convolution(
            "stem", 2 * stemStride + 1, stemStride, channels, STAGE_CHANNELS[0], height, width));
    int h = Convolution.reduced(height, stemStride);
    int w = Convolution.reduced(width, stemStride);
    int inputs = STAGE_CHANNELS[0];
    for (int stage = 0; stage < STAGE_CHANNELS.length; stage++) {
      int outputs = STAGE_CHANNELS[stage];
      for (int block = 0; block < BLOCKS_PER_STAGE; block++) {
        String name = "stage" + stage + "-block" + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        int nextHeight = Convolution.reduced(h, stride);
        int nextWidth = Convolution.reduced(w, stride);
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
    while (Convolution.reduced(Math.max(height, width), stride) > LARGEST_SIDE_AFTER_STEM) {
      stride *= 2;
    }
    return stride;
  }
}
