package org.vitmae.parity;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.WeightTransfer;
import org.vitmae.weights.StateDict;

/** Compares the tensors of a file with recorded ones, value for value. */
final class SameWeights {
  private SameWeights() {}

  /**
   * Compares every tensor.
   *
   * @param name leads the names of the comparisons
   * @param prefix leads the names of the tensors that are compared; others are left out
   * @param rounding what the file did to the recorded values
   */
  static void check(
      String name,
      StateDict tensors,
      String prefix,
      StateDict recorded,
      UnaryOperator<Tensor> rounding,
      Comparisons comparisons) {
    for (String tensor : tensors.names()) {
      if (tensor.startsWith(prefix)) {
        String own = tensor.substring(prefix.length());
        try (Scope scope = new Scope()) {
          comparisons.tensor(
              name + "." + own,
              WeightTransfer.read(tensors, tensor),
              Tensors.toFloats(rounding.apply(WeightTransfer.read(recorded, own))),
              Limit.EXACT);
        }
      }
    }
  }
}
