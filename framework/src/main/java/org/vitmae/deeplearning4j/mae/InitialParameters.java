package org.vitmae.deeplearning4j.mae;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vitmae.model.InitialValues;

/** The parameters that the layers of a model ask for, with their initial values. */
final class InitialParameters {
  private final InitialValues initial;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /**
   * One parameter.
   *
   * @param shape as it is stored, which is the reference's
   * @param values row by row
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Parameter(long[] shape, float[] values, boolean trainable) {}

  InitialParameters(InitialValues initial) {
    this.initial = initial;
  }

  void constant(String name, float value, long... shape) {
    add(name, initial.constant(value, shape), true, shape);
  }

  void normal(String name, double std, long... shape) {
    add(name, initial.normal(name, std, shape), true, shape);
  }

  void uniform(String name, double bound, long... shape) {
    add(name, initial.uniform(name, bound, shape), true, shape);
  }

  void xavierUniform(String name, long fanOut, long fanIn, long... shape) {
    add(name, initial.xavierUniform(name, fanOut, fanIn, shape), true, shape);
  }

  void frozen(String name, float[] values, long... shape) {
    add(name, values, false, shape);
  }

  private void add(String name, float[] values, boolean trainable, long... shape) {
    parameters.put(name, new Parameter(shape, values, trainable));
  }

  /** Returns the names of those that are learned. */
  List<String> trainable() {
    return parameters.keySet().stream().filter(name -> parameters.get(name).trainable()).toList();
  }

  /** Returns all parameters by name, in the order they were asked for. */
  Map<String, Parameter> all() {
    return parameters;
  }
}
