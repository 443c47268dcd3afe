package org.vitmae.deeplearning4j.mae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.data.Draws;

/** Compares the gradients that a graph computes with central differences, in 64 bits. */
final class Slopes {
  private static final double H = 1e-5;

  private final Graph graph;
  private final SDVariable value;
  private final Plan plan;
  private final INDArray weights;

  /**
   * Takes a graph whose gradients are those of the sum of a value times some weights, at random
   * inputs.
   */
  Slopes(Graph graph, SDVariable value, INDArray weights) {
    this.graph = graph;
    this.value = value;
    this.weights = weights;
    List<SDVariable> wanted = new ArrayList<>(graph.gradients().values());
    wanted.add(value);
    plan = new Plan(graph, Map.of(), wanted);
    plan.inputs().forEach((name, array) -> array.assign(random(name, array.shape())));
  }

  /** Returns normal numbers that depend on the name only. */
  static INDArray random(String name, long... shape) {
    RandomGenerator random = Draws.of(7, name, 0, 0);
    INDArray flat = Nd4j.create(shape.length == 0 ? new double[1] : new double[length(shape)]);
    for (int i = 0; i < flat.length(); i++) {
      flat.putScalar(i, 0.5 * random.nextGaussian());
    }
    return flat.reshape('c', shape);
  }

  private static int length(long... shape) {
    int length = 1;
    for (long side : shape) {
      length *= (int) side;
    }
    return length;
  }

  /** Returns the array of an input, for values that are not to be random. */
  INDArray input(String name) {
    return plan.inputs().get(name);
  }

  /** Checks every gradient along a random direction. */
  void check() {
    plan.run();
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    graph.gradients().forEach((name, by) -> gradients.put(name, plan.array(by).dup('c')));
    assertThat(gradients).isNotEmpty();
    gradients.forEach(
        (name, gradient) -> {
          INDArray input = plan.inputs().get(name);
          INDArray direction = random("towards " + name, input.shape());
          double slope =
              gradient.reshape('c', input.shape()).mul(direction).sumNumber().doubleValue();
          input.addi(direction.mul(H));
          double above = loss();
          input.subi(direction.mul(2 * H));
          double below = loss();
          input.addi(direction.mul(H));
          assertThat(slope)
              .as(name)
              .isCloseTo((above - below) / (2 * H), within(1e-8 + 1e-6 * Math.abs(slope)));
        });
    plan.close();
  }

  private double loss() {
    plan.run();
    return plan.array(value).mul(weights).sumNumber().doubleValue();
  }
}
