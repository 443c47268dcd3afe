package org.vitmae.deeplearning4j;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Normalization of every channel of every image [N, C, H, W] by its own mean and variance, then
 * scale and shift per channel (Ulyanov et al. 2016), which Deeplearning4j lacks.
 *
 * <p>It has no running statistics: an image is seen in evaluation as in training, whatever the
 * images beside it. Computed as batch normalization of one image of N * C channels, which oneDNN
 * does in three passes over memory.
 */
public final class InstanceNormalization extends BatchNormalization {
  @Override
  public ParamInitializer initializer() {
    return new ScaleAndShift();
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return LayerSetup.of(
        new Computation(conf, type), conf, listeners, index, parameters, initialize);
  }

  /** The parameters of batch normalization without its running statistics. */
  private static final class ScaleAndShift extends BatchNormalizationParamInitializer {
    @Override
    public long numParams(Layer layer) {
      return 2 * ((BatchNormalization) layer).getNOut();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
      return List.of(GAMMA, BETA);
    }

    @Override
    public Map<String, INDArray> init(
        NeuralNetConfiguration conf, INDArray parameters, boolean initialize) {
      Map<String, INDArray> views = getGradientsFromFlattened(conf, parameters);
      views.keySet().forEach(conf::addVariable);
      if (initialize) {
        views.get(GAMMA).assign(1);
        views.get(BETA).assign(0);
      }
      return views;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
        NeuralNetConfiguration conf, INDArray flattened) {
      INDArray vector = flattened.reshape(flattened.length());
      long channels = vector.length() / 2;
      Map<String, INDArray> views = new LinkedHashMap<>();
      views.put(GAMMA, vector.get(NDArrayIndex.interval(0, channels)));
      views.put(BETA, vector.get(NDArrayIndex.interval(channels, 2 * channels)));
      return views;
    }
  }

  private static final class Computation
      extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
    private INDArray mean; // [N * C], of the last images
    private INDArray variance;

    Computation(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray preOutput(INDArray x, TrainingMode mode, LayerWorkspaceMgr workspaces) {
      INDArray image = asOneImage(x);
      mean = Nd4j.createUninitializedDetached(dataType, image.size(1));
      variance = Nd4j.createUninitializedDetached(dataType, image.size(1));
      OneDnnBatchNormalization.moments(image, mean, variance);
      INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, x.shape(), 'c');
      Nd4j.exec(
          OneDnnBatchNormalization.operation("batchnorm", layerConf().getEps())
              .addInputs(image, mean, variance, forEveryImage(GAMMA), forEveryImage(BETA))
              .addOutputs(asOneImage(y))
              .build());
      return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray outputGradient, LayerWorkspaceMgr workspaces) {
      assertInputSet(true);
      INDArray inputGradient =
          workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
      INDArray scaleGradient = mean.ulike();
      INDArray shiftGradient = mean.ulike();
      Nd4j.exec(
          OneDnnBatchNormalization.operation("batchnorm_bp", layerConf().getEps())
              .addInputs(
                  asOneImage(input),
                  mean,
                  variance,
                  forEveryImage(GAMMA),
                  forEveryImage(BETA),
                  asOneImage(outputGradient))
              .addOutputs(
                  asOneImage(inputGradient),
                  mean.ulike(), // by the statistics, of no use
                  variance.ulike(),
                  scaleGradient,
                  shiftGradient)
              .build());
      Gradient gradient = new DefaultGradient();
      gradient.setGradientFor(GAMMA, sumOverImages(scaleGradient, gradientViews.get(GAMMA)));
      gradient.setGradientFor(BETA, sumOverImages(shiftGradient, gradientViews.get(BETA)));
      return new Pair<>(gradient, inputGradient);
    }

    /** Returns images [N, C, H, W] as [1, N * C, H, W]. */
    private static INDArray asOneImage(INDArray x) {
      return x.reshape('c', 1, x.size(0) * x.size(1), x.size(2), x.size(3));
    }

    /** Returns a parameter [C] as [N * C]. */
    private INDArray forEveryImage(String name) {
      INDArray row = params.get(name);
      INDArray rows = Nd4j.create(dataType, mean.length() / row.length(), row.length());
      return rows.addiRowVector(row).reshape(mean.length());
    }

    /** Writes the sum of [N * C] over images into [C] and returns the latter. */
    private static INDArray sumOverImages(INDArray all, INDArray sum) {
      return all.reshape(all.length() / sum.length(), sum.length()).sum(sum, 0);
    }
  }
}
