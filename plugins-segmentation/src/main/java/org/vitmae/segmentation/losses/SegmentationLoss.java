package org.vitmae.segmentation.losses;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.SegmentationLossConfig;

/**
 * A weighted sum of losses of classes, and the loss of the relief if there is one, with weight 1.
 *
 * @param weights of the sum
 * @param labelSmoothing share of the cross-entropy's target spread over all classes
 */
public record SegmentationLoss(SegmentationLossConfig weights, double labelSmoothing) {
  /**
   * Computes the loss of a batch, a scalar; 0 if no pixel has a label.
   *
   * @param scores one per class, and one more of the relief if the truth has it: float [N, K, H, W]
   */
  public Tensor of(Tensor scores, PixelTruth truth) {
    long classes = scores.size(1) - (truth.relief().isPresent() ? 1 : 0);
    Tensor logits = scores.narrow(1, 0, classes);
    List<Tensor> parts = new ArrayList<>();
    if (weights.crossEntropy() > 0) {
      PixelCrossEntropy entropy = new PixelCrossEntropy(weights.classWeights(), labelSmoothing);
      parts.add(times(entropy.mean(logits, truth.classes()), weights.crossEntropy()));
    }
    if (weights.dice() > 0) {
      parts.add(times(SoftDice.of(logits, truth.classes()), weights.dice()));
    }
    if (weights.focal() > 0) {
      parts.add(times(PixelFocalLoss.mean(logits, truth.classes()), weights.focal()));
    }
    truth
        .relief()
        .map(relief -> ReliefLoss.mean(scores.select(1, classes), relief, truth.classes()))
        .ifPresent(parts::add);
    return parts.stream().reduce(Tensor::add).orElseThrow();
  }

  private static Tensor times(Tensor loss, double weight) {
    return loss.mul(new Scalar(weight));
  }
}
