package org.vitmae.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;

/**
 * Weights, running statistics and updater state of a graph as safetensors files, bit for bit.
 *
 * <p>Not Deeplearning4j's own zip: reading that one builds whatever classes its JSON names, which
 * is no way to treat a file from outside.
 */
final class NetworkFiles {
  private static final String UPDATER_STATE = "updater_state";
  private static final String UPDATES = "updates";

  private NetworkFiles() {}

  static void save(ComputationGraph graph, Path folder) throws IOException {
    SafetensorsWriter model = new SafetensorsWriter();
    graph
        .paramTable()
        .forEach((name, values) -> model.floats(name, values.shape(), () -> floats(values)));
    model.write(folder.resolve(Checkpoint.MODEL));
    INDArray state = graph.getUpdater().getStateViewArray();
    new SafetensorsWriter()
        .floats(UPDATER_STATE, new long[] {state.length()}, () -> floats(state))
        .longs(UPDATES, new long[] {1}, () -> new long[] {graph.getIterationCount()})
        .write(folder.resolve(Checkpoint.OPTIMIZER));
  }

  /**
   * Restores what {@link #save} wrote.
   *
   * @throws CheckpointException if a file is damaged or belongs to another network
   */
  static void load(ComputationGraph graph, Path folder) {
    Path modelFile = folder.resolve(Checkpoint.MODEL);
    Path optimizerFile = folder.resolve(Checkpoint.OPTIMIZER);
    INDArray state = graph.getUpdater().getStateViewArray();
    try (Safetensors model = Safetensors.open(modelFile);
        Safetensors optimizer = Safetensors.open(optimizerFile)) {
      check(modelFile, model, graph);
      check(optimizerFile, optimizer, UPDATER_STATE, state.length());
      check(optimizerFile, optimizer, UPDATES, 1);
      assign(graph, model);
      assign(state, optimizer.floats(UPDATER_STATE));
      graph.getConfiguration().setIterationCount((int) optimizer.longs(UPDATES)[0]);
    }
  }

  /**
   * Restores weights and running statistics only.
   *
   * @throws CheckpointException if the file is damaged or belongs to another network
   */
  static void loadWeights(ComputationGraph graph, Path folder) {
    Path file = folder.resolve(Checkpoint.MODEL);
    try (Safetensors model = Safetensors.open(file)) {
      check(file, model, graph);
      assign(graph, model);
    }
  }

  private static void check(Path file, Safetensors model, ComputationGraph graph) {
    Map<String, INDArray> parameters = graph.paramTable();
    if (!model.names().equals(parameters.keySet())) {
      throw misfit(file, "tensors", model.names(), parameters.keySet());
    }
    parameters.forEach((name, values) -> check(file, model, name, values.shape()));
  }

  private static void check(Path file, Safetensors tensors, String name, long... shape) {
    if (!Arrays.equals(tensors.shape(name), shape)) {
      throw misfit(
          file, "'" + name + "'", Arrays.toString(tensors.shape(name)), Arrays.toString(shape));
    }
  }

  private static CheckpointException misfit(Path file, String what, Object found, Object expected) {
    return new CheckpointException(
        "%s belongs to another network: %s %s, expected %s; image size, channels and classes must be those it was saved with."
            .formatted(file, what, found, expected));
  }

  private static float[] floats(INDArray values) {
    try (INDArray rows = values.dup('c')) {
      return rows.data().asFloat();
    }
  }

  private static void assign(ComputationGraph graph, Safetensors model) {
    graph.paramTable().forEach((name, values) -> assign(values, model.floats(name)));
  }

  private static void assign(INDArray target, float[] values) {
    try (INDArray source = Nd4j.create(values, target.shape(), 'c')) {
      target.assign(source);
    }
  }
}
