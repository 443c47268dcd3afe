package com.example.majority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;

/** Counts classes. The training loop does the rest: epochs, logging, checkpoints, resume. */
final class MajorityArm implements Arm {
  private final long[] counts;
  private final boolean rarest;
  private final List<Double> losses = new ArrayList<>();

  MajorityArm(int classes, boolean rarest) {
    counts = new long[classes];
    this.rarest = rarest;
  }

  @Override
  public void step(List<Batch> microBatches, double learningRate) {
    for (Batch batch : microBatches) {
      batch.annotations().forEach(annotation -> counts[annotation.label().orElseThrow()]++);
    }
    losses.add(0.0);
  }

  @Override
  public double[] takeLosses() {
    double[] taken = losses.stream().mapToDouble(Double::doubleValue).toArray();
    losses.clear();
    return taken;
  }

  @Override
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    int answer = 0;
    for (int c = 1; c < counts.length; c++) {
      answer = (counts[c] > counts[answer]) != rarest ? c : answer;
    }
    double right = 0;
    double all = 0;
    for (Batch batch : batches) {
      for (int n = 0; n < batch.valid(); n++) {
        right += batch.annotations().get(n).label().orElseThrow() == answer ? 1 : 0;
        all++;
      }
    }
    return Map.of("top1", right / all);
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) {
    return evaluate(batches);
  }

  @Override
  public void save(Path folder) throws IOException {
    Files.writeString(folder.resolve("counts.txt"), Arrays.toString(counts));
  }

  @Override
  public void load(Path folder) throws IOException {
    String[] numbers = Files.readString(folder.resolve("counts.txt")).split("[\\[\\], ]+");
    for (int c = 0; c < counts.length; c++) {
      counts[c] = Long.parseLong(numbers[c + 1]);
    }
  }

  @Override
  public void close() {}
}
