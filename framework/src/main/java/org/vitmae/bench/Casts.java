package org.vitmae.bench;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * What a training step spends on conversions between 32 bits and bfloat16, by making them once more
 * on their own: every weight there and its gradient back; of both branches of each block the input
 * there, its gradient back and the gradient of the output there. What the ends of the model convert
 * is little and not counted.
 *
 * @param weights of the model
 * @param blocks stacks of blocks that the step runs
 */
record Casts(NamedParameters weights, List<Blocks> blocks, Device device) {
  private static final int REPEATS = 5;

  /** Blocks over tokens [N, T, D]. */
  record Blocks(int count, int batchSize, int tokens, int width) {}

  /** Returns the median of a few times, in milliseconds. */
  double millis() {
    List<Double> millis = new ArrayList<>();
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      List<Tensor> inputs = blocks.stream().map(this::input).toList();
      convert(inputs); // takes the memory
      for (int i = 0; i < REPEATS; i++) {
        millis.add(Stopwatch.millis(device, () -> convert(inputs)));
      }
    }
    return Stopwatch.median(millis);
  }

  private Tensor input(Blocks stack) {
    float[] zeros = new float[stack.batchSize() * stack.tokens() * stack.width()];
    return Tensors.of(zeros, device, stack.batchSize(), stack.tokens(), stack.width());
  }

  private void convert(List<Tensor> inputs) {
    for (String name : weights.trainable()) {
      thereAndBack(weights.get(name));
    }
    for (int i = 0; i < inputs.size(); i++) {
      for (int branch = 0; branch < 2 * blocks.get(i).count(); branch++) {
        thereAndBack(inputs.get(i));
        there(inputs.get(i));
      }
    }
  }

  private static void there(Tensor tensor) {
    try (Scope scope = new Scope()) {
      tensor.to(ScalarType.BFloat16);
    }
  }

  private static void thereAndBack(Tensor tensor) {
    try (Scope scope = new Scope()) {
      tensor.to(ScalarType.BFloat16).to(ScalarType.Float);
    }
  }
}
