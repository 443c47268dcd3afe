package org.vitmae.segmentation.losses;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;
import org.vitmae.data.ClassMask;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * Cross-entropy of labeled pixels.
 *
 * @param classWeights how much a pixel of each class counts; empty for equal weights
 * @param smoothing share of the target spread over all classes
 */
public record PixelCrossEntropy(List<Double> classWeights, double smoothing) {
  /** All classes alike, nothing spread. */
  static final PixelCrossEntropy PLAIN = new PixelCrossEntropy(List.of(), 0);

  public PixelCrossEntropy {
    classWeights = List.copyOf(classWeights);
  }

  /**
   * Returns the mean over labeled pixels, weighted by their classes; 0 if there are none.
   *
   * @param logits float [N, K, H, W]
   * @param classes int64 [N, H, W]
   */
  public Tensor mean(Tensor logits, Tensor classes) {
    Tensor labeled = LabeledPixels.of(classes);
    if (classWeights.isEmpty()) {
      Tensor sum = loss(logits, classes, new TensorOptional(), Reduction.Sum);
      return LabeledPixels.perPixel(sum, labeled.sum());
    }
    Tensor weights = weights(Device.of(logits));
    Tensor known = classes.masked_fill(labeled.eq(new Scalar(0)), new Scalar(0));
    Tensor amount = weights.index_select(0, known.reshape(-1)).mul(labeled.reshape(-1)).sum();
    Tensor sum = loss(logits, classes, new TensorOptional(weights), Reduction.Sum);
    return LabeledPixels.perPixel(sum, amount);
  }

  /** Returns each pixel's loss, [N, H, W]; 0 without a label. */
  public Tensor each(Tensor logits, Tensor classes) {
    return loss(
        logits,
        classes,
        classWeights.isEmpty()
            ? new TensorOptional()
            : new TensorOptional(weights(Device.of(logits))),
        Reduction.None);
  }

  private Tensor loss(Tensor logits, Tensor classes, TensorOptional weights, Reduction reduction) {
    return torch.cross_entropy_loss(
        logits, classes, weights, reduction.value, ClassMask.IGNORE, smoothing);
  }

  private Tensor weights(Device device) {
    float[] values = new float[classWeights.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = classWeights.get(k).floatValue();
    }
    return Tensors.of(values, device, values.length);
  }
}
