package org.vitmae.deeplearning4j;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One optimizer update at a time, from the mean gradient over one or several batches of equal size.
 *
 * <p>Deeplearning4j's {@code fit} knows neither accumulation nor clipping by the norm of the whole
 * gradient, so its parts are called one by one: gradient, updater, subtraction. The running
 * statistics of batch normalization travel in the gradient too; they are averaged over the batches
 * and take no part in the norm.
 */
final class NetworkUpdate implements AutoCloseable {
  private static final double NORM_EPSILON = 1e-6; // as torch.nn.utils.clip_grad_norm_

  private static final int UPDATES_PER_COLLECTION = 50;

  private final ComputationGraph graph;
  private final LearningRate rate;
  private final double clipGradNorm;
  private final INDArray sum; // [1, P], gradients of the batches before the last
  private int batches;
  private int examples;

  /**
   * @param rate what the graph's updaters take their learning rate from
   * @param clipGradNorm greatest norm of the gradient; 0 switches clipping off
   */
  NetworkUpdate(ComputationGraph graph, LearningRate rate, double clipGradNorm) {
    this.graph = graph;
    this.rate = rate;
    this.clipGradNorm = clipGradNorm;
    graph.initGradientsView();
    sum = Nd4j.zeros(graph.getFlattenedGradients().shape());
  }

  /** Begins an update; forgets what another one, which failed, may have left. */
  void begin() {
    batches = 0;
    examples = 0;
  }

  /**
   * Adds a batch to the update.
   *
   * @param images [N, C, H, W]
   * @param targets [N, outputs]
   * @return mean loss of the batch, without the penalty of weight decay
   */
  double add(INDArray images, INDArray targets) {
    INDArray before = graph.getFlattenedGradients(); // this batch overwrites them
    if (batches == 1) {
      sum.assign(before);
    } else if (batches > 1) {
      sum.addi(before);
    }
    graph.setInputs(images);
    graph.setLabels(targets);
    graph.computeGradientAndScore();
    graph.clear(); // forgets the arrays, which the caller closes
    graph.clearLayersStates();
    batches++;
    examples += (int) images.size(0);
    return graph.score() - graph.calcRegularizationScore(true);
  }

  /** Changes the weights by the batches added since {@link #begin}. */
  void apply(double learningRate) {
    INDArray flat = graph.getFlattenedGradients();
    if (batches > 1) {
      flat.addi(sum);
    }
    double squares = 0;
    Map<String, INDArray> gradients = graph.gradient().gradientForVariable();
    for (Map.Entry<String, INDArray> gradient : gradients.entrySet()) {
      if (isStatistic(gradient.getKey())) {
        gradient.getValue().divi(batches);
      } else if (clipGradNorm > 0) {
        squares += Math.pow(gradient.getValue().norm2Number().doubleValue() / examples, 2);
      }
    }
    double factor = clipGradNorm / (Math.sqrt(squares) + NORM_EPSILON);
    if (clipGradNorm > 0 && factor < 1) {
      gradients.forEach((name, gradient) -> scale(name, gradient, factor));
    }
    int iteration = graph.getIterationCount();
    rate.set(learningRate);
    graph
        .getUpdater()
        .update(graph.gradient(), iteration, 0, examples, LayerWorkspaceMgr.noWorkspaces());
    graph.params().subi(flat.reshape(flat.length()));
    graph.getConfiguration().setIterationCount(iteration + 1);
    if (graph.getIterationCount() % UPDATES_PER_COLLECTION == 0) {
      // Deeplearning4j leaves some 2000 small arrays per step to the garbage collector, which does
      // not know how much native memory hangs on them and would let it grow by the size of the
      // heap.
      Nd4j.getMemoryManager().invokeGc();
    }
  }

  private static void scale(String name, INDArray gradient, double factor) {
    if (!isStatistic(name)) {
      gradient.muli(factor);
    }
  }

  private static boolean isStatistic(String name) {
    return name.endsWith("_" + BatchNormalizationParamInitializer.GLOBAL_MEAN)
        || name.endsWith("_" + BatchNormalizationParamInitializer.GLOBAL_VAR);
  }

  @Override
  public void close() {
    sum.close();
  }
}
