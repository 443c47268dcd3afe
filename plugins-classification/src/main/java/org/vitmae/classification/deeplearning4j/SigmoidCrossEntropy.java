package org.vitmae.classification.deeplearning4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross-entropy of the sigmoid of each logit, mean over the outputs; to be used with the identity
 * as activation and without masks.
 *
 * <p>Deeplearning4j's own {@code LossBinaryXENT} is a sum over the outputs, cuts probabilities off,
 * and writes its gradient over the logits, from which a {@code LossLayer} then takes its score.
 */
final class SigmoidCrossEntropy implements ILossFunction {
  @Override
  public double computeScore(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
    double sum = computeScoreArray(labels, logits, activation, mask).sumNumber().doubleValue();
    return average ? sum / logits.size(0) : sum;
  }

  /** Returns the loss of each example, [N, 1]. */
  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
    // max(x, 0) - x y + log(1 + exp(-|x|)), which does not overflow
    INDArray rest = Transforms.log(Transforms.exp(Transforms.abs(logits).negi(), false).addi(1));
    return Transforms.max(logits, 0).subi(logits.mul(labels)).addi(rest).mean(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
    return Transforms.sigmoid(logits, true).subi(labels).divi(logits.size(1));
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
    return Pair.of(
        computeScore(labels, logits, activation, mask, average),
        computeGradient(labels, logits, activation, mask));
  }

  @Override
  public String name() {
    return "SigmoidCrossEntropy";
  }
}
