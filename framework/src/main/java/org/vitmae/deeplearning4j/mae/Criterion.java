package org.vitmae.deeplearning4j.mae;

import org.nd4j.autodiff.samediff.SDVariable;
import org.vitmae.train.TrainingLoss;

/** The graph of each {@link TrainingLoss}. */
enum Criterion {
  /** Cross-entropy of the softmax; the targets of an image are shares that sum to 1. */
  SOFTMAX {
    @Override
    Compared compare(Graph graph, SDVariable outputs, SDVariable target, double share) {
      SDVariable logs = graph.operators().nn().logSoftmax(outputs, -1);
      return new Compared(
          logs.mul(target).sum(false, 1).neg(), graph.softmax(outputs).sub(target).mul(share));
    }
  },
  /** Cross-entropy of the sigmoid of each output. */
  SIGMOID {
    @Override
    Compared compare(Graph graph, SDVariable outputs, SDVariable target, double share) {
      SDVariable ofZero = graph.operators().nn().softplus(outputs);
      return new Compared(
          ofZero.sub(outputs.mul(target)).mean(false, 1),
          graph.operators().nn().sigmoid(outputs).sub(target).mul(share));
    }
  },
  /** Squared error. */
  L2 {
    @Override
    Compared compare(Graph graph, SDVariable outputs, SDVariable target, double share) {
      SDVariable difference = outputs.sub(target);
      return new Compared(
          graph.operators().math().square(difference).mean(false, 1), difference.mul(2 * share));
    }
  },
  /** Absolute error. */
  L1 {
    @Override
    Compared compare(Graph graph, SDVariable outputs, SDVariable target, double share) {
      SDVariable difference = outputs.sub(target);
      return new Compared(
          graph.operators().math().abs(difference).mean(false, 1),
          graph.operators().math().sign(difference).mul(share));
    }
  };

  static Criterion of(TrainingLoss loss) {
    return switch (loss) {
      case SOFTMAX -> SOFTMAX;
      case SIGMOID -> SIGMOID;
      case L2 -> L2;
      case L1 -> L1;
    };
  }

  /**
   * Outputs beside what they should be.
   *
   * @param losses of each image, [N]
   * @param slopes gradients of the mean loss by the outputs, [N, C]
   */
  record Compared(SDVariable losses, SDVariable slopes) {}

  /**
   * Adds {@link BatchPlan#LOSSES} to a graph and, from their mean back to the parameters, all
   * gradients.
   *
   * @param outputs [rows, columns], those of an image one after the other
   * @param target in the shape of the outputs
   * @param images N
   */
  void apply(Graph graph, Traced outputs, SDVariable target, long images, long rows, long columns) {
    long values = rows * columns / images;
    double share = 1.0 / (this == SOFTMAX ? images : images * values);
    Compared compared =
        compare(
            graph,
            graph.reshape(outputs.value(), images, values),
            graph.reshape(target, images, values),
            share);
    graph.name(BatchPlan.LOSSES, compared.losses());
    outputs.back().apply(graph.reshape(compared.slopes(), rows, columns));
  }

  /**
   * Compares outputs and targets, both [N, C].
   *
   * @param share of one output, or of one image's outputs together, in the mean
   */
  abstract Compared compare(Graph graph, SDVariable outputs, SDVariable target, double share);
}
