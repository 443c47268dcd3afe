package org.vitmae.deeplearning4j.mae;

import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A value with the way back to what it was computed from.
 *
 * @param value what a layer returns
 * @param back adds the backward pass to the graph: takes the loss's gradient by the value, notes
 *     those by the layer's parameters and returns the one by the layer's input
 */
record Traced(SDVariable value, UnaryOperator<SDVariable> back) {
  /** Continues with a layer. */
  Traced then(Layer layer) {
    Traced next = layer.apply(value);
    return new Traced(next.value, gradient -> back.apply(next.back.apply(gradient)));
  }

  /** Something that turns a value into another one. */
  @FunctionalInterface
  interface Layer {
    /** Adds a forward pass to the graph. */
    Traced apply(SDVariable x);
  }

  /** Returns a value whose gradient is that of the result, so that layers can follow it. */
  static Traced of(SDVariable value) {
    return new Traced(value, UnaryOperator.identity());
  }
}
