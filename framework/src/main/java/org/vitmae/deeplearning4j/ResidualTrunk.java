package org.vitmae.deeplearning4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * A stem and stages of basic blocks of two 3 x 3 convolutions (He et al. 2016, sec. 4.2), without
 * an end.
 *
 * @param height image height H
 * @param width image width W
 * @param channels image channels C
 * @param stemKernel side of the first convolution
 * @param stemStride its stride
 * @param stemChannels its outputs
 */
public record ResidualTrunk(
    int height,
    int width,
    int channels,
    int stemKernel,
    int stemStride,
    int stemChannels,
    List<Stage> stages) {
  private static final String SHORTCUT = "-shortcut";

  /**
   * Blocks of one resolution.
   *
   * @param channels of every convolution
   * @param stride of the first block
   */
  public record Stage(int channels, int blocks, int stride) {}

  public ResidualTrunk {
    stages = List.copyOf(stages);
  }

  /** Returns every convolution, in the order of computation; a shortcut follows its branch. */
  public List<Convolution> convolutions() {
    List<Convolution> list = new ArrayList<>();
    list.add(
        new Convolution("stem", stemKernel, stemStride, channels, stemChannels, height, width));
    int h = Convolution.reduced(height, stemStride);
    int w = Convolution.reduced(width, stemStride);
    int inputs = stemChannels;
    for (int s = 0; s < stages.size(); s++) {
      int outputs = stages.get(s).channels();
      for (int block = 0; block < stages.get(s).blocks(); block++) {
        String name = "stage" + s + "-block" + block;
        int stride = block == 0 ? stages.get(s).stride() : 1;
        int nextHeight = Convolution.reduced(h, stride);
        int nextWidth = Convolution.reduced(w, stride);
        list.add(new Convolution(name + "-conv0", 3, stride, inputs, outputs, h, w));
        list.add(new Convolution(name + "-conv1", 3, 1, outputs, outputs, nextHeight, nextWidth));
        if (stride > 1 || inputs != outputs) {
          list.add(new Convolution(name + SHORTCUT, 1, stride, inputs, outputs, h, w));
        }
        h = nextHeight;
        w = nextWidth;
        inputs = outputs;
      }
    }
    return list;
  }

  /** Adds the trunk to a graph and returns its last vertex. */
  public String addTo(GraphBuilder graph) {
    List<Convolution> convolutions = convolutions();
    String x = GraphParts.relu(graph, convolutions.get(0).addTo(graph, GraphParts.IMAGES));
    int next = 1;
    while (next < convolutions.size()) {
      String y = GraphParts.relu(graph, convolutions.get(next++).addTo(graph, x));
      y = convolutions.get(next++).addTo(graph, y);
      boolean projects =
          next < convolutions.size() && convolutions.get(next).name().endsWith(SHORTCUT);
      String shortcut = projects ? convolutions.get(next++).addTo(graph, x) : x;
      x = GraphParts.join(graph, y, shortcut);
    }
    return x;
  }
}
