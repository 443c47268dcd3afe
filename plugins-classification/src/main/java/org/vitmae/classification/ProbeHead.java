package org.vitmae.classification;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.Linear;
import org.vitmae.model.Weights;

/**
 * The paper's linear probe (appendix A, "Linear probing"): batch normalization without scale and
 * shift, eps 1e-6, then a linear classifier. Tensors are {@code head.0.running_mean}, {@code
 * head.0.running_var}, {@code head.1.weight} and {@code head.1.bias}.
 *
 * <p>Uses and updates batch statistics while gradients are recorded, running ones otherwise.
 */
record ProbeHead(Tensor runningMean, Tensor runningVar, Linear linear)
    implements VitClassifier.Head {
  private static final double EPS = 1e-6;
  private static final double MOMENTUM = 0.1;
  private static final double STD = 0.01;

  static ProbeHead create(Weights weights, int width, int classes) {
    Weights own = weights.child("head");
    Weights norm = own.child("0");
    float[] ones = new float[width];
    java.util.Arrays.fill(ones, 1);
    return new ProbeHead(
        norm.frozen("running_mean", new float[width], width),
        norm.frozen("running_var", ones, width),
        LinearHead.linear(own.child("1"), width, classes, STD));
  }

  @Override
  public Tensor apply(Tensor features) {
    TensorOptional none = new TensorOptional();
    boolean training = GradMode.is_enabled();
    Tensor normalized =
        torch.batch_norm(
            features,
            none,
            none,
            new TensorOptional(runningMean),
            new TensorOptional(runningVar),
            training,
            MOMENTUM,
            EPS,
            false);
    return linear.apply(normalized);
  }
}
