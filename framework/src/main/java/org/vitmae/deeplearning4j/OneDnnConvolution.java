package org.vitmae.deeplearning4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's convolution without bias, computed by oneDNN.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 looks for its oneDNN helpers under a class name that left its jars,
 * finds nothing and falls back to im2col; that is several times slower. Here the helper is set.
 */
final class OneDnnConvolution extends ConvolutionLayer {
  /** A square kernel over images [N, C, H, W] with padding that keeps ceil(side / stride). */
  OneDnnConvolution(int kernel, int stride, int outputs) {
    super(
        new Builder(kernel, kernel)
            .stride(stride, stride)
            .nOut(outputs)
            .hasBias(false)
            .convolutionMode(ConvolutionMode.Same)
            .activation(Activation.IDENTITY));
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

  private static final class Computation
      extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {
    Computation(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
      helper = new MKLDNNConvHelper(type);
    }
  }
}
