package org.vitmae.deeplearning4j.mae;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.SoftmaxBp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph under construction, of operators on numbers of one type.
 *
 * <p>Parameters are inputs like any other, so that several graphs can compute with the same arrays.
 */
final class Graph {
  private final SameDiff operators = SameDiff.create();
  private final DataType type;
  private final Map<String, SDVariable> inputs = new HashMap<>();
  private final Map<String, SDVariable> gradients = new LinkedHashMap<>();
  private final Map<String, SDVariable> values = new LinkedHashMap<>();
  private final Map<List<Long>, SDVariable> ones = new HashMap<>();

  Graph(DataType type) {
    this.type = type;
  }

  SameDiff operators() {
    return operators;
  }

  DataType type() {
    return type;
  }

  /** Returns the input of a name, which always has the same shape. */
  SDVariable input(String name, long... shape) {
    return inputs.computeIfAbsent(name, n -> operators.placeHolder(n, type, shape));
  }

  /** Notes what the gradient of a parameter is; each has one. */
  void gradient(String parameter, SDVariable gradient) {
    if (gradients.put(parameter, gradient) != null) {
      throw new IllegalStateException("'" + parameter + "' has a gradient already");
    }
  }

  /** Gives a value a name that it can be asked for by. */
  void name(String name, SDVariable value) {
    values.put(name, value);
  }

  /** Does the same in a chain of layers. */
  Traced traced(String name, SDVariable value) {
    name(name, value);
    return Traced.of(value);
  }

  /** Returns what was named. */
  Map<String, SDVariable> values() {
    return values;
  }

  /** Returns the gradients of all parameters that were differentiated by. */
  Map<String, SDVariable> gradients() {
    return gradients;
  }

  /** Returns a matrix of ones. */
  SDVariable ones(long rows, long columns) {
    return ones.computeIfAbsent(
        List.of(rows, columns), shape -> operators.constant(Nd4j.ones(type, rows, columns)));
  }

  /** Returns zeros. */
  SDVariable zeros(long... shape) {
    return operators.constant(Nd4j.zeros(type, shape));
  }

  /** Returns a b. */
  SDVariable product(SDVariable a, SDVariable b) {
    return operators.mmul(a, b);
  }

  /** Returns a b' of the last two dimensions. */
  SDVariable productTransposed(SDVariable a, SDVariable b) {
    return operators.mmul(a, b, false, true, false);
  }

  /** Returns a' b of the last two dimensions. */
  SDVariable transposedProduct(SDVariable a, SDVariable b) {
    return operators.mmul(a, b, true, false, false);
  }

  /**
   * Returns the sums of columns, [1, columns].
   *
   * <p>As a product with ones: summing along the first dimension takes forty times as long.
   */
  SDVariable columnSums(SDVariable matrix, long rows) {
    return product(ones(1, rows), matrix);
  }

  SDVariable reshape(SDVariable x, long... shape) {
    return operators.reshape(x, shape);
  }

  SDVariable permute(SDVariable x, int... dimensions) {
    return operators.permute(x, dimensions);
  }

  SDVariable concat(int dimension, SDVariable... parts) {
    return operators.concat(dimension, parts);
  }

  /** Returns a part of x along one of its three dimensions. */
  SDVariable part(SDVariable x, int dimension, long from, long size, long... shape) {
    int[] begin = new int[shape.length];
    int[] sizes = new int[shape.length];
    for (int i = 0; i < shape.length; i++) {
      sizes[i] = Math.toIntExact(i == dimension ? size : shape[i]);
    }
    begin[dimension] = Math.toIntExact(from);
    return operators.slice(x, begin, sizes);
  }

  /** Returns the softmax over the last dimension. */
  SDVariable softmax(SDVariable scores) {
    return operators.nn().softmax(scores, -1);
  }

  /** Returns the gradient by the scores from that by their softmax. */
  SDVariable softmaxBack(SDVariable scores, SDVariable gradient) {
    return new SoftmaxBp(operators, scores, gradient, -1).outputVariable();
  }
}
