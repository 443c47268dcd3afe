package org.vitmae.deeplearning4j.mae;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.shape.Reshape;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The operators of a graph that some values need, in an order and in memory that are settled once.
 *
 * <p>SameDiff's own session works out order, shapes and memory anew in every run, and remembers
 * every array it ever freed. Here a run calls one operator after the other and creates nothing, so
 * memory cannot grow. Arrays whose value is not needed any more are used again.
 */
final class Plan implements AutoCloseable {
  private final Map<String, INDArray> arrays = new HashMap<>();
  private final Map<String, INDArray> inputs = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private final ReusedArrays memory;

  /**
   * Plans to compute some values.
   *
   * @param given arrays of inputs, in any shape of the right length; all other inputs are made here
   */
  Plan(Graph graph, Map<String, INDArray> given, Collection<SDVariable> values) {
    memory = new ReusedArrays(graph.type());
    SameDiff operators = graph.operators();
    List<SameDiffOp> needed = needed(operators, values);
    for (SDVariable value : values) {
      memory.use(value.name()); // once more than it is read, so that it stays
    }
    for (SameDiffOp operator : needed) {
      operator.getInputsToOp().forEach(memory::use);
    }
    for (SameDiffOp operator : needed) {
      operator.getInputsToOp().forEach(name -> bind(operators.getVariable(name), given));
      plan(operator);
      operator.getInputsToOp().forEach(memory::done);
    }
  }

  /** Returns the operators that some values need, in the order they were added. */
  private static List<SameDiffOp> needed(SameDiff operators, Collection<SDVariable> values) {
    Set<String> wanted = new HashSet<>();
    values.forEach(value -> wanted.add(value.name()));
    List<SameDiffOp> needed = new ArrayList<>();
    List<SameDiffOp> all = new ArrayList<>(operators.getOps().values());
    for (int i = all.size() - 1; i >= 0; i--) {
      SameDiffOp operator = all.get(i);
      if (operator.getOutputsOfOp().stream().anyMatch(wanted::contains)) {
        wanted.addAll(operator.getInputsToOp());
        needed.add(operator);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  private void bind(SDVariable variable, Map<String, INDArray> given) {
    if (arrays.containsKey(variable.name())) {
      return;
    }
    if (variable.isConstant()) {
      arrays.put(variable.name(), variable.getArr());
    } else {
      long[] shape = variable.placeholderShape();
      INDArray array = given.get(variable.name());
      INDArray input = array == null ? memory.keep(shape) : array.reshape('c', shape);
      arrays.put(variable.name(), input);
      inputs.put(variable.name(), input);
    }
  }

  private void plan(SameDiffOp operator) {
    DifferentialFunction function = operator.getOp();
    INDArray[] inputs = operator.getInputsToOp().stream().map(arrays::get).toArray(INDArray[]::new);
    OpContext context = Nd4j.getExecutioner().buildContext();
    List<LongShapeDescriptor> shapes;
    if (function instanceof DynamicCustomOp custom) {
      context.setArgs(inputs, custom.iArgs(), custom.dArgs(), custom.tArgs(), custom.bArgs());
      shapes = custom.calculateOutputShape(context);
    } else {
      for (int i = 0; i < inputs.length; i++) {
        context.setInputArray(i, inputs[i]);
      }
      shapes = ((BaseOp) function).calculateOutputShape(context);
    }
    List<String> outputs = operator.getOutputsOfOp();
    if (function instanceof Reshape) {
      String source = operator.getInputsToOp().get(0);
      arrays.put(outputs.get(0), inputs[0].reshape('c', shapes.get(0).getShape()));
      memory.share(source, outputs.get(0));
      context.purge();
      return;
    }
    for (int i = 0; i < outputs.size(); i++) {
      INDArray output = memory.take(outputs.get(i), shapes.get(i).getShape());
      arrays.put(outputs.get(i), output);
      context.setOutputArray(i, output);
    }
    operations.add(new Operation(function, context));
  }

  /** Returns the arrays of all inputs that are read, by name, the same ones for every run. */
  Map<String, INDArray> inputs() {
    return inputs;
  }

  /** Returns the array of a value that was asked for, the same one in every run. */
  INDArray array(SDVariable variable) {
    return arrays.get(variable.name());
  }

  /** Computes the values from what is in the inputs. */
  void run() {
    for (Operation operation : operations) {
      operation.run();
    }
  }

  /**
   * Runs once and returns the seconds that each kind of operator took, all of its calls together.
   */
  Map<String, Double> profile() {
    Map<String, Double> seconds = new HashMap<>();
    for (Operation operation : operations) {
      long from = System.nanoTime();
      operation.run();
      String kind = operation.function().opName();
      seconds.merge(kind, (System.nanoTime() - from) / 1e9, Double::sum);
    }
    return seconds;
  }

  /** Returns the number of operators that a run calls. */
  int size() {
    return operations.size();
  }

  @Override
  public void close() {
    operations.forEach(operation -> operation.context().purge());
    memory.close();
  }

  /** One call of an operator. */
  private record Operation(DifferentialFunction function, OpContext context) {
    void run() {
      if (function instanceof DynamicCustomOp custom) {
        Nd4j.exec(custom, context);
      } else {
        Nd4j.exec((BaseOp) function, context);
      }
    }
  }
}
