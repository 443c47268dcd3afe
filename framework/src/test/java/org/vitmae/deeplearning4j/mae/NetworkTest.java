package org.vitmae.deeplearning4j.mae;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.config.ModelConfig;
import org.vitmae.deeplearning4j.Nd4jStart;
import org.vitmae.model.InitialValues;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.TinyMae;

class NetworkTest {
  private static final PatchGrid GRID = new PatchGrid(2, 3, 2, 1);
  private static final int N = 2;
  private static final int KEEP = 3;

  @BeforeAll
  static void start() {
    Nd4jStart.beforeTraining();
  }

  private static Graph graph(ModelConfig config, DataType type) {
    InitialParameters parameters = new InitialParameters(new InitialValues(3));
    return new MaeNetwork(parameters, config, GRID).graph(type, N, KEEP);
  }

  @ParameterizedTest
  @CsvSource({"L2, false", "L1, false", "L2, true"})
  void everyGradientIsTheSlopeOfTheMeanLoss(ModelConfig.Loss loss, boolean maskTokensInEncoder) {
    ModelConfig config =
        TinyMae.config(2, 2, true, loss).withMaskTokensInEncoder(maskTokensInEncoder);
    Graph graph = graph(config, DataType.DOUBLE);
    INDArray mean = Nd4j.valueArrayOf(new long[] {N}, 1.0 / N, DataType.DOUBLE);

    new Slopes(graph, graph.values().get(BatchPlan.LOSSES), mean).check();
  }

  @Test
  void everyParameterThatLearnsHasAGradient() {
    InitialParameters parameters = new InitialParameters(new InitialValues(3));
    Graph graph = new MaeNetwork(parameters, TinyMae.config(), GRID).graph(DataType.FLOAT, N, KEEP);

    assertThat(graph.gradients().keySet())
        .containsExactlyInAnyOrderElementsOf(parameters.trainable());
  }

  @Test
  void usingMemoryAgainChangesNoBit() {
    Graph graph = graph(TinyMae.config(), DataType.FLOAT);
    List<SDVariable> few = new ArrayList<>(graph.gradients().values());
    List<SDVariable> many = new ArrayList<>(few);
    graph
        .operators()
        .getOps()
        .values()
        .forEach(
            operator -> many.add(graph.operators().getVariable(operator.getOutputsOfOp().get(0))));
    Plan reusing = filled(new Plan(graph, Map.of(), few));
    Plan keeping = filled(new Plan(graph, Map.of(), many));

    reusing.run();
    reusing.run();
    keeping.run();

    assertThat(reusing.size()).isLessThan(keeping.size());
    for (SDVariable value : few) {
      assertThat(floats(reusing.array(value))).isEqualTo(floats(keeping.array(value)));
    }
    reusing.close();
    keeping.close();
  }

  private static Plan filled(Plan plan) {
    plan.inputs()
        .forEach(
            (name, array) ->
                array.assign(Slopes.random(name, array.shape()).castTo(DataType.FLOAT)));
    return plan;
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
