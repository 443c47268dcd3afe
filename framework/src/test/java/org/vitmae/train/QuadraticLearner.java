package org.vitmae.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.data.Batch;

/**
 * A learner for tests of what surrounds learning: it pulls its weights towards the pixels it sees,
 * with momentum, so that its bits depend on every batch, its order and every learning rate.
 */
public class QuadraticLearner implements Learner {
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> learningRates = new ArrayList<>();
  private float[] weights;
  private float[] momentum;

  public QuadraticLearner(int size) {
    weights = new float[size];
    momentum = new float[size];
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    learningRates.add(learningRate);
    double loss = 0;
    float[] gradient = new float[weights.length];
    for (Batch batch : microBatches) {
      for (int i = 0; i < weights.length; i++) {
        float difference = weights[i] - target(batch, i);
        gradient[i] += difference / microBatches.size();
        loss += difference * difference / (weights.length * microBatches.size());
      }
    }
    for (int i = 0; i < weights.length; i++) {
      momentum[i] = 0.9f * momentum[i] + gradient[i];
      weights[i] -= (float) learningRate * momentum[i];
    }
    losses.add(loss);
  }

  private static float target(Batch batch, int index) {
    return (batch.pixels()[index % batch.pixels().length] & 0xff) / 255f;
  }

  @Override
  public double[] takeLosses() {
    double[] taken = losses.stream().mapToDouble(Double::doubleValue).toArray();
    losses.clear();
    return taken;
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    double sum = 0;
    int count = 0;
    for (Batch batch : batches) {
      for (int i = 0; i < weights.length; i++) {
        float difference = weights[i] - target(batch, i);
        sum += difference * difference;
        count++;
      }
    }
    return Map.of("loss", sum / count);
  }

  @Override
  public void save(Path folder) throws IOException {
    write(folder.resolve(Checkpoint.MODEL), weights);
    write(folder.resolve(Checkpoint.OPTIMIZER), momentum);
  }

  private static void write(Path file, float[] values) throws IOException {
    new SafetensorsWriter().floats("values", new long[] {values.length}, () -> values).write(file);
  }

  @Override
  public void load(Path folder) {
    weights = read(folder.resolve(Checkpoint.MODEL));
    momentum = read(folder.resolve(Checkpoint.OPTIMIZER));
  }

  private static float[] read(Path file) {
    try (Safetensors tensors = Safetensors.open(file)) {
      return tensors.floats("values");
    }
  }

  @Override
  public void close() {}

  /** Returns a copy of the weights. */
  public float[] weights() {
    return weights.clone();
  }

  /** Returns the rate of every step this object made. */
  public List<Double> learningRates() {
    return List.copyOf(learningRates);
  }
}
