package org.vitmae.classification.targets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.vitmae.data.Batch;
import org.vitmae.data.DataException;
import org.vitmae.files.CsvWriter;

/**
 * Judges labels by {@code mAP}, the mean over labels of the average precision, and {@code
 * macro_f1}, the mean of F1 where a label is told if its probability is above 0.5. Both are
 * scikit-learn's, 0/0 counts as 0 in F1; a label that no example has has no average precision and
 * is left out of the mean, and {@code labels_without_positives} counts these.
 *
 * <p>Keeps the outputs of all examples.
 */
final class MultiLabelJudge implements Judge {
  private final List<String> labels;
  private final List<float[]> outputs = new ArrayList<>();
  private final List<boolean[]> truth = new ArrayList<>();
  private double lossSum;

  MultiLabelJudge(List<String> labels) {
    this.labels = labels;
  }

  @Override
  public void add(float[] scores, Batch batch) {
    int width = labels.size();
    Truth.check(scores, batch, width);
    for (int n = 0; n < batch.valid(); n++) {
      List<Double> targets = Truth.of(batch, n, width);
      float[] row = Arrays.copyOfRange(scores, n * width, (n + 1) * width);
      boolean[] there = new boolean[width];
      for (int c = 0; c < width; c++) {
        there[c] = targets.get(c) == 1;
        lossSum += crossEntropy(row[c], there[c]);
      }
      outputs.add(row);
      truth.add(there);
    }
  }

  /** Returns -log of the probability of the truth, in a form that does not overflow. */
  private static double crossEntropy(double logit, boolean there) {
    return Math.max(logit, 0) - (there ? logit : 0) + Math.log1p(Math.exp(-Math.abs(logit)));
  }

  @Override
  public Map<String, Double> values() {
    Truth.checkCount(truth.size());
    OptionalDouble[] precisions =
        IntStream.range(0, labels.size())
            .mapToObj(this::averagePrecision)
            .toArray(OptionalDouble[]::new);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", lossSum / truth.size() / labels.size());
    values.put("mAP", AveragePrecision.mean(precisions).orElseThrow(this::noPositives));
    values.put(
        "macro_f1",
        IntStream.range(0, labels.size()).mapToDouble(this::f1).average().orElseThrow());
    values.put(
        "labels_without_positives",
        (double) Arrays.stream(precisions).filter(OptionalDouble::isEmpty).count());
    return values;
  }

  private DataException noPositives() {
    return new DataException(
        "None of the %d examples to judge by has a label, so there is no average precision; check the labels of the data set."
            .formatted(truth.size()));
  }

  private OptionalDouble averagePrecision(int label) {
    float[] scores = new float[truth.size()];
    boolean[] positive = new boolean[truth.size()];
    for (int n = 0; n < scores.length; n++) {
      scores[n] = outputs.get(n)[label];
      positive[n] = truth.get(n)[label];
    }
    return AveragePrecision.of(scores, positive);
  }

  private double f1(int label) {
    int right = 0;
    int told = 0;
    int positives = positives(label);
    for (int n = 0; n < truth.size(); n++) {
      boolean tells = outputs.get(n)[label] > 0; // the sigmoid of 0 is 0.5
      told += tells ? 1 : 0;
      right += tells && truth.get(n)[label] ? 1 : 0;
    }
    return told + positives == 0 ? 0 : 2.0 * right / (told + positives);
  }

  private int positives(int label) {
    return (int) truth.stream().filter(row -> row[label]).count();
  }

  /** Writes {@code labels.csv}: {@code label,positives,average_precision,f1}. */
  @Override
  public void write(Path cellFolder) throws IOException {
    try (CsvWriter csv =
        new CsvWriter(
            cellFolder.resolve("labels.csv"), "label", "positives", "average_precision", "f1")) {
      for (int c = 0; c < labels.size(); c++) {
        csv.row(labels.get(c), positives(c), averagePrecision(c), f1(c));
      }
    }
  }
}
