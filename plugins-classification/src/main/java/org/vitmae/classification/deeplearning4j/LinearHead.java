package org.vitmae.classification.deeplearning4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.vitmae.train.TrainingLoss;

/** The end of a network that describes whole images. */
final class LinearHead {
  private LinearHead() {}

  /** Adds global average pooling, the linear layer and the loss. */
  static void addTo(
      GraphBuilder graph, String input, int features, int classes, TrainingLoss loss) {
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), input); // [N, features]
    graph.addLayer(
        Network.LOGITS,
        new DenseLayer.Builder()
            .nIn(features)
            .nOut(classes)
            .weightInit(WeightInit.XAVIER)
            .activation(Activation.IDENTITY)
            .build(),
        "pool");
    graph.addLayer("loss", layer(loss), Network.LOGITS);
    graph.setOutputs("loss");
  }

  private static LossLayer layer(TrainingLoss loss) {
    return switch (loss) {
      case SOFTMAX ->
          new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build();
      case SIGMOID -> onLogits(new SigmoidCrossEntropy());
      case L2 -> onLogits(new LossMSE());
      case L1 -> onLogits(new LossMAE());
    };
  }

  private static LossLayer onLogits(ILossFunction loss) {
    return new LossLayer.Builder(loss).activation(Activation.IDENTITY).build();
  }
}
