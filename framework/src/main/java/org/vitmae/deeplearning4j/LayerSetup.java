package org.vitmae.deeplearning4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every configuration of Deeplearning4j does to the layer that it makes. */
public final class LayerSetup {
  private LayerSetup() {}

  /**
   * Places a layer in its network; the arguments are those of the configuration's {@code
   * instantiate}.
   *
   * @param parameters the layer's part of the network's parameters
   */
  public static Layer of(
      Layer layer,
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize) {
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(conf.getLayer().initializer().init(conf, parameters, initialize));
    return layer;
  }
}
