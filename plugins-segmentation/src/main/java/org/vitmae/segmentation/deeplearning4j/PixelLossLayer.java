package org.vitmae.segmentation.deeplearning4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.deeplearning4j.LayerSetup;

/**
 * The end of a segmenter in training: {@link PixelLoss} of scores [N, K, H, W] and targets [N, 2 or
 * 4, H, W].
 *
 * <p>Deeplearning4j's own {@code CnnLossLayer} wants a target as large as the scores, K numbers per
 * pixel, and copies both into rows of pixels and back.
 */
final class PixelLossLayer extends CnnLossLayer {
  private final int classes;

  PixelLossLayer(int classes) {
    this.classes = classes;
    setActivationFn(Activation.IDENTITY.getActivationFunction());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return LayerSetup.of(
        new Computation(conf, type, classes), conf, listeners, index, parameters, initialize);
  }

  private static final class Computation
      extends org.deeplearning4j.nn.layers.convolution.CnnLossLayer {
    private final int classes;

    Computation(NeuralNetConfiguration conf, DataType type, int classes) {
      super(conf, type);
      this.classes = classes;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      return workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray outputGradient, LayerWorkspaceMgr workspaces) {
      INDArray gradients =
          workspaces.createUninitialized(
              ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
      for (long n = 0; n < input.size(0); n++) {
        double[] values = values(input, n);
        loss().replaceByGradients(values, values(labels, n));
        try (INDArray image = Nd4j.createFromArray(values)) {
          gradients.slice(n).assign(image.reshape(gradients.slice(n).shape()));
        }
      }
      return new Pair<>(new DefaultGradient(), gradients);
    }

    /** Returns the mean over images, as Deeplearning4j counts losses, and what is added to it. */
    @Override
    public double computeScore(double penalty, boolean training, LayerWorkspaceMgr workspaces) {
      double sum = 0;
      for (long n = 0; n < input.size(0); n++) {
        sum += loss().replaceByGradients(values(input, n), values(labels, n));
      }
      score = sum / input.size(0) + penalty;
      return score;
    }

    private PixelLoss loss() {
      return new PixelLoss(classes, (int) input.size(1));
    }

    /** Copies one image's numbers, row by row. */
    private static double[] values(INDArray images, long n) {
      try (INDArray image = images.slice(n).castTo(DataType.DOUBLE).dup('c')) {
        double[] values = new double[(int) image.length()];
        image.data().asNioDouble().get(values);
        return values;
      }
    }
  }
}
