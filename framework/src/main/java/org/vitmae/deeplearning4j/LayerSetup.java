package org.vitmae.deeplearning4j;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every configuration of Deeplearning4j does to the layer that it makes. */
final class LayerSetup {
  private LayerSetup() {}

  /**
   * Places a layer in its network.
   *
   * @param parameters the layer's part of the network's parameters
   * @param table views of it, by name
   */
  static Layer of(
      Layer layer,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      Map<String, INDArray> table) {
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(table);
    return layer;
  }
}
