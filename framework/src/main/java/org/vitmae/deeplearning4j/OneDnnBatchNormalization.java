package org.vitmae.deeplearning4j;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's batch normalization over images [N, C, H, W], computed by oneDNN.
 *
 * <p>It has the parameters, the running statistics and the results of the layer it extends, which
 * passes over memory a dozen times where this one passes three times. See {@link OneDnnConvolution}
 * for why Deeplearning4j does not do so itself.
 */
final class OneDnnBatchNormalization extends BatchNormalization {
  OneDnnBatchNormalization() {
    setUseLogStd(false); // keeps the variance itself
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
        new Computation(conf, type), conf, listeners, index, parameters, initialize);
  }

  /** Writes mean and variance [C] of images [N, C, H, W]. */
  static void moments(INDArray images, INDArray mean, INDArray variance) {
    Nd4j.exec(
        DynamicCustomOp.builder("moments")
            .addInputs(images)
            .addOutputs(mean, variance)
            .addIntegerArguments(0, 2, 3)
            .build());
  }

  /** Starts {@code batchnorm} or {@code batchnorm_bp} over images [N, C, H, W]. */
  static DynamicCustomOp.DynamicCustomOpsBuilder operation(String name, double eps) {
    return DynamicCustomOp.builder(name)
        .addIntegerArguments(1, 1, 1) // with scale, with offset, channels are dimension 1
        .addFloatingPointArguments(eps);
  }

  private static final class Computation
      extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
    private final INDArray batchMean; // [C], of the last training batch
    private final INDArray batchVariance;
    // Gradients by the statistics, of no use. Two arrays all the same: where oneDNN does not
    // compute, as in double precision, both are read again for the input's gradient.
    private final INDArray meanGradient;
    private final INDArray varianceGradient;

    Computation(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
      long channels = layerConf().getNOut();
      batchMean = Nd4j.createUninitializedDetached(type, channels);
      batchVariance = Nd4j.createUninitializedDetached(type, channels);
      meanGradient = Nd4j.createUninitializedDetached(type, channels);
      varianceGradient = Nd4j.createUninitializedDetached(type, channels);
    }

    @Override
    public INDArray preOutput(INDArray x, TrainingMode mode, LayerWorkspaceMgr workspaces) {
      INDArray mean = vector(GLOBAL_MEAN);
      INDArray variance = vector(GLOBAL_VAR);
      if (mode == TrainingMode.TRAIN) {
        mean = batchMean;
        variance = batchVariance;
        moments(x, mean, variance);
      }
      INDArray y =
          workspaces.createUninitialized(ArrayType.ACTIVATIONS, x.dataType(), x.shape(), 'c');
      Nd4j.exec(
          operation("batchnorm", layerConf().getEps())
              .addInputs(x, mean, variance, vector(GAMMA), vector(BETA))
              .addOutputs(y)
              .build());
      return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray outputGradient, LayerWorkspaceMgr workspaces) {
      assertInputSet(true);
      INDArray inputGradient =
          workspaces.createUninitialized(
              ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
      Nd4j.exec(
          operation("batchnorm_bp", layerConf().getEps())
              .addInputs(
                  input, batchMean, batchVariance, vector(GAMMA), vector(BETA), outputGradient)
              .addOutputs(
                  inputGradient, meanGradient, varianceGradient, gradient(GAMMA), gradient(BETA))
              .build());
      moveTowards(batchMean, GLOBAL_MEAN);
      moveTowards(batchVariance, GLOBAL_VAR);
      Gradient gradient = new DefaultGradient();
      for (String name : new String[] {GAMMA, BETA, GLOBAL_MEAN, GLOBAL_VAR}) {
        gradient.setGradientFor(name, gradientViews.get(name));
      }
      return new Pair<>(gradient, inputGradient);
    }

    /** Writes the "gradient" whose subtraction is one step of the running average. */
    private void moveTowards(INDArray batch, String name) {
      INDArray update = gradient(name);
      vector(name).sub(batch, update);
      update.muli(1 - layerConf().getDecay());
    }

    private INDArray vector(String name) {
      INDArray row = params.get(name); // [1, C]
      return row.reshape(row.length());
    }

    private INDArray gradient(String name) {
      INDArray row = gradientViews.get(name); // [1, C]
      return row.reshape(row.length());
    }
  }
}
