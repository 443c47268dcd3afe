package org.vitmae.model;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.tensor.Scope;

/** What the backward pass of a model keeps of its forward pass. */
public interface Backpropagation {
  /**
   * Keeps all that the gradients need, as autograd does by itself, and nothing else of a segment
   * but its result.
   */
  Backpropagation KEEPING =
      new Backpropagation() {
        @Override
        public Tensor run(Tensor x, UnaryOperator<Tensor> segment) {
          return Scope.only(() -> segment.apply(x));
        }

        @Override
        public void backward(Tensor loss) {
          loss.backward();
        }
      };

  /**
   * Runs one of the segments that follow each other, such as a block.
   *
   * @param x what the segment before returned; for the first any tensor
   * @param segment computes the same whenever it is called with the same tensor
   */
  Tensor run(Tensor x, UnaryOperator<Tensor> segment);

  /**
   * Computes the gradients of a loss by everything that was run for it; {@code loss.backward()}
   * alone may stop above the segments.
   *
   * @param loss a scalar
   */
  void backward(Tensor loss);
}
