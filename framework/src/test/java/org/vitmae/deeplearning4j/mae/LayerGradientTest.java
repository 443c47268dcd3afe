package org.vitmae.deeplearning4j.mae;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.deeplearning4j.mae.Sequence.Repeated;
import org.vitmae.model.InitialValues;

/** Checks the backward pass of every layer, and with them all operators that are used. */
class LayerGradientTest {
  private static final Tokens TOKENS = new Tokens(2, 3);
  private static final long WIDTH = 4;

  private final InitialParameters parameters = new InitialParameters(new InitialValues(1));

  @BeforeAll
  static void start() {
    Nd4jStart.beforeTraining();
  }

  /** Checks the gradients by x and by all parameters. */
  private static void check(
      long rows, long outRows, long outWidth, BiFunction<Graph, SDVariable, Traced> layer) {
    Graph graph = new Graph(DataType.DOUBLE);
    Traced traced = layer.apply(graph, graph.input("x", rows, WIDTH));
    graph.gradient("x", traced.back().apply(graph.input("weights", outRows, outWidth)));
    new Slopes(graph, traced.value(), Slopes.random("weights", outRows, outWidth)).check();
  }

  @Test
  void linear() {
    Linear linear = Linear.create(parameters, "linear", WIDTH, 5);
    check(6, 6, 5, (graph, x) -> linear.apply(graph, x, 6));
  }

  @Test
  void layerNorm() {
    // An eps of the order of the variance, so that a wrong one would be seen.
    LayerNorm norm = LayerNorm.create(parameters, "norm", WIDTH, 0.1);
    check(6, 6, WIDTH, (graph, x) -> norm.apply(graph, x, 6));
  }

  @Test
  void gelu() {
    check(6, 6, WIDTH, Gelu::apply);
  }

  @Test
  void attention() {
    Attention attention = Attention.create(parameters, "attn", WIDTH, 2);
    check(TOKENS.rows(), TOKENS.rows(), WIDTH, (graph, x) -> attention.apply(graph, x, TOKENS));
  }

  @Test
  void blockWithItsResidualSums() {
    Block block = Block.create(parameters, "blocks.0", WIDTH, 2, 2, 1e-6);
    check(TOKENS.rows(), TOKENS.rows(), WIDTH, (graph, x) -> block.apply(graph, x, TOKENS));
  }

  @Test
  void sequenceWithLearnedTokensBeforeAndAfter() {
    Sequence sequence =
        new Sequence(
            2,
            List.of(new Repeated("cls_token", 1)),
            3,
            List.of(new Repeated("mask_token", 2)),
            WIDTH);
    check(6, 12, WIDTH, sequence::apply);
  }

  @Test
  void lastTokens() {
    Sequence sequence = new Sequence(2, List.of(), 3, List.of(), WIDTH);
    check(6, 4, WIDTH, (graph, x) -> sequence.last(graph, x, 2));
  }

  @ParameterizedTest
  @EnumSource(Criterion.class)
  void criterion(Criterion criterion) {
    Graph graph = new Graph(DataType.DOUBLE);
    Linear linear = Linear.create(parameters, "linear", WIDTH, 3);
    Traced outputs = linear.apply(graph, graph.input("x", 4, WIDTH), 4);
    double[] shares = {0.2, 0.3, 0.5, 1, 0, 0, 0, 0.9, 0.1, 0.4, 0.3, 0.3};
    SDVariable target = graph.operators().constant(Nd4j.create(shares, new long[] {4, 3}, 'c'));
    criterion.apply(graph, outputs, target, 4, 4, 3);
    INDArray mean = Nd4j.valueArrayOf(new long[] {4}, 0.25, DataType.DOUBLE);
    new Slopes(graph, graph.values().get(BatchPlan.LOSSES), mean).check();
  }
}
