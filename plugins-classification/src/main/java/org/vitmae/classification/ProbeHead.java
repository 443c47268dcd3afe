package org.vitmae.classification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.Linear;
import org.vitmae.model.Weights;

/**
 * What learns on the features of a frozen encoder: batch normalization without scale and shift, eps
 * 1e-6, then a linear layer, which is the paper's linear probe (appendix A, "Linear probing"), or
 * several with GELU between them. Tensors are {@code head.0.running_mean}, {@code
 * head.0.running_var}, and for the layers from {@code head.1} on {@code weight} and {@code bias}.
 *
 * <p>Uses and updates batch statistics while gradients are recorded, running ones otherwise.
 *
 * @param layers from the features [N, D] to the outputs [N, C]
 */
record ProbeHead(Tensor runningMean, Tensor runningVar, List<Linear> layers)
    implements VitClassifier.Head {
  private static final double EPS = 1e-6;
  private static final double MOMENTUM = 0.1;
  private static final double STD = 0.01;

  /**
   * Makes a head.
   *
   * @param widths of the features, of each hidden layer, and of the outputs; at least two
   */
  static ProbeHead create(Weights weights, int... widths) {
    Weights own = weights.child("head");
    Weights norm = own.child("0");
    float[] ones = new float[widths[0]];
    Arrays.fill(ones, 1);
    int last = widths.length - 1;
    List<Linear> layers = new ArrayList<>();
    for (int i = 1; i < last; i++) {
      layers.add(Linear.create(own, Integer.toString(i), widths[i - 1], widths[i]));
    }
    Weights top = own.child(Integer.toString(last));
    layers.add(LinearHead.linear(top, widths[last - 1], widths[last], STD));
    return new ProbeHead(
        norm.frozen("running_mean", new float[widths[0]], widths[0]),
        norm.frozen("running_var", ones, widths[0]),
        layers);
  }

  /** Returns the number of trainable weights of a head with these widths. */
  static long parameters(int... widths) {
    return IntStream.range(1, widths.length).mapToLong(i -> (widths[i - 1] + 1L) * widths[i]).sum();
  }

  @Override
  public Tensor apply(Tensor features) {
    Tensor x = normalize(features);
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).apply(i == 0 ? x : torch.gelu(x));
    }
    return x;
  }

  private Tensor normalize(Tensor features) {
    TensorOptional none = new TensorOptional();
    return torch.batch_norm(
        features,
        none,
        none,
        new TensorOptional(runningMean),
        new TensorOptional(runningVar),
        GradMode.is_enabled(),
        MOMENTUM,
        EPS,
        false);
  }
}
