package org.vitmae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

/**
 * Activation checkpointing: keeps only what goes into each segment and computes the segment again
 * in the backward pass (Chen et al. 2016, "Training Deep Nets with Sublinear Memory Cost"): a third
 * more time for a fraction of the memory.
 *
 * <p>Each segment is cut off from the graph of the ones before. {@link #backward} therefore goes
 * through the segments itself, from the last to the first. Serves one loss after the other, on one
 * thread.
 */
public final class ActivationCheckpointing implements Backpropagation {
  private final List<Segment> segments = new ArrayList<>();

  /**
   * A segment of the forward pass.
   *
   * @param origin what it was given, with its graph
   * @param input the same values as a leaf, which collects their gradient
   * @param output its result as a leaf, likewise; the next segment's input
   * @param precision it was run with
   */
  private record Segment(
      UnaryOperator<Tensor> function,
      Tensor origin,
      Tensor input,
      Tensor output,
      Precision precision) {
    void backward() {
      try (Scope scope = new Scope()) {
        Tensor gradient = output.grad();
        if (!gradient.defined()) {
          return; // nothing that the loss depends on reads it
        }
        Tensor again;
        try (Autocast autocast = new Autocast(Device.of(input), precision)) {
          again = function.apply(input);
        }
        backward(again, gradient);
        output.mutable_grad().reset();
        if (origin != input && origin.requires_grad()) {
          backward(origin, input.grad());
        }
      }
    }

    private static void backward(Tensor result, Tensor gradient) {
      result.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
    }
  }

  /**
   * Runs a segment without keeping anything but its input and result.
   *
   * @throws IllegalStateException if the gradients of an earlier forward pass were never computed
   *     by {@link #backward}: its segments would have learned nothing
   */
  @Override
  public Tensor run(Tensor x, UnaryOperator<Tensor> segment) {
    if (!GradMode.is_enabled()) {
      return KEEPING.run(x, segment);
    }
    boolean first = segments.isEmpty();
    if (!first && segments.get(segments.size() - 1).output() != x) {
      throw new IllegalStateException(
          "the blocks of the last forward pass still wait for their gradients; compute them by backward(loss) of the model, not of the loss");
    }
    Tensor input = first ? leaf(x) : x;
    Tensor output = leaf(withoutGraph(input, segment));
    segments.add(new Segment(segment, x, input, output, Autocast.active(Device.of(x))));
    return output;
  }

  private static Tensor withoutGraph(Tensor input, UnaryOperator<Tensor> segment) {
    try (NoGrad noGrad = new NoGrad()) {
      return Scope.only(() -> segment.apply(input));
    }
  }

  private static Tensor leaf(Tensor x) {
    Tensor leaf = x.detach();
    leaf.set_requires_grad(true);
    return leaf;
  }

  @Override
  public void backward(Tensor loss) {
    try {
      loss.backward();
      for (int i = segments.size() - 1; i >= 0; i--) {
        segments.get(i).backward();
      }
    } finally {
      segments.clear();
    }
  }
}
