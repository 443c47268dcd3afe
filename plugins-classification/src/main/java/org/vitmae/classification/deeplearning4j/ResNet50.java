package org.vitmae.classification.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.vitmae.deeplearning4j.Convolution;
import org.vitmae.deeplearning4j.GraphParts;
import org.vitmae.train.TrainingLoss;

/**
 * ResNet-50 (He et al. 2016, table 1) from the blocks of Deeplearning4j's zoo: a stem of 7 x 7 and
 * max pooling, then stages of 3, 4, 6 and 3 bottlenecks (1 x 1, 3 x 3, 1 x 1), the first of each
 * with a projection on its shortcut and the stride in its first convolution.
 *
 * <p>Where the zoo leaves the paper this network does not: there the first stage halves the image
 * once more and the end is a maximum over 3 x 3, which makes for a weaker baseline and needs large
 * images. Convolutions have no bias, for the normalization behind them would cancel it.
 *
 * @param height image height H
 * @param width image width W
 * @param channels image channels C
 * @param classes number of outputs
 */
record ResNet50(int height, int width, int channels, int classes) implements Network {
  private static final int STEM_CHANNELS = 64;
  private static final int[] STAGE_BLOCKS = {3, 4, 6, 3};
  private static final int EXPANSION = 4;
  private static final String STEM = "stem";
  private static final String SHORTCUT = "-shortcut";

  @Override
  public int features() {
    return EXPANSION * (STEM_CHANNELS << (STAGE_BLOCKS.length - 1));
  }

  @Override
  public ComputationGraphConfiguration configuration(
      NeuralNetConfiguration.Builder training, TrainingLoss loss) {
    GraphBuilder graph = GraphParts.start(training, height, width, channels);
    List<Convolution> convolutions = convolutions();
    String stem = GraphParts.relu(graph, convolutions.get(0).addTo(graph, GraphParts.IMAGES));
    graph.addLayer("stem-pool", halving(), stem);
    String x = "stem-pool";
    int next = 1;
    while (next < convolutions.size()) {
      boolean projects = convolutions.get(next).name().endsWith(SHORTCUT);
      String shortcut = projects ? convolutions.get(next++).addTo(graph, x) : x;
      String y = GraphParts.relu(graph, convolutions.get(next++).addTo(graph, x));
      y = GraphParts.relu(graph, convolutions.get(next++).addTo(graph, y));
      y = convolutions.get(next++).addTo(graph, y);
      x = GraphParts.join(graph, y, shortcut);
    }
    LinearHead.addTo(graph, x, features(), classes, loss);
    return graph.build();
  }

  private static SubsamplingLayer halving() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {3, 3})
        .stride(2, 2)
        .convolutionMode(ConvolutionMode.Same)
        .build();
  }

  @Override
  public List<Convolution> convolutions() {
    List<Convolution> list = new ArrayList<>();
    list.add(new Convolution(STEM, 7, 2, channels, STEM_CHANNELS, height, width));
    int h = Convolution.reduced(height, 4); // after stem and pooling
    int w = Convolution.reduced(width, 4);
    int inputs = STEM_CHANNELS;
    for (int stage = 0; stage < STAGE_BLOCKS.length; stage++) {
      int middle = STEM_CHANNELS << stage;
      int outputs = EXPANSION * middle;
      for (int block = 0; block < STAGE_BLOCKS[stage]; block++) {
        String name = "stage" + stage + "-block" + block;
        int stride = stage > 0 && block == 0 ? 2 : 1;
        if (block == 0) {
          list.add(new Convolution(name + SHORTCUT, 1, stride, inputs, outputs, h, w));
        }
        list.add(new Convolution(name + "-conv0", 1, stride, inputs, middle, h, w));
        h = Convolution.reduced(h, stride);
        w = Convolution.reduced(w, stride);
        list.add(new Convolution(name + "-conv1", 3, 1, middle, middle, h, w));
        list.add(new Convolution(name + "-conv2", 1, 1, middle, outputs, h, w));
        inputs = outputs;
      }
    }
    return list;
  }
}
