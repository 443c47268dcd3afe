package org.vitmae.classification.deeplearning4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.evaluation.classification.ConfusionMatrix;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Classification metrics by Deeplearning4j's {@link Evaluation}, batch by batch; what is kept does
 * not grow with the number of examples.
 *
 * <p>Macro averages are scikit-learn's: the mean over all classes, where 0/0 counts as 0.
 * Deeplearning4j's own leave out the classes whose value is 0/0 and so look better when a class is
 * never predicted. A score that is not a number makes the loss NaN and counts as the lowest one.
 * Exact up to 2^31 - 1 examples, where adding more fails. Not thread-safe.
 */
public final class ClassificationMetrics {
  private static final int TOP = 5;

  private final int classes;
  private final Evaluation evaluation;
  private int examples;
  private double lossSum;

  /**
   * Starts with nothing counted.
   *
   * @param classes number of classes C, at least 2
   */
  public ClassificationMetrics(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("metrics need at least 2 classes, got " + classes);
    }
    this.classes = classes;
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    evaluation = new Evaluation(names, Math.min(TOP, classes));
  }

  /**
   * Counts a batch.
   *
   * @param logits scores before the softmax, [N, C] row by row
   * @param labels true classes, [N]
   * @param valid how many examples from the first on count; the rest is padding
   * @return 1 for every valid example whose greatest score is its class's, else 0; of equal scores
   *     the first is the greatest. Top-1 accuracy is their mean
   * @throws IllegalArgumentException if the sizes do not fit or a label is not a class
   */
  public double[] add(float[] logits, int[] labels, int valid) {
    check(logits, labels, valid);
    double[] top1 = new double[valid];
    if (valid == 0) {
      return top1;
    }
    examples = Math.addExact(examples, valid);
    float[] truth = new float[valid * classes];
    for (int n = 0; n < valid; n++) {
      truth[n * classes + labels[n]] = 1;
      lossSum += crossEntropy(logits, n * classes, labels[n]);
    }
    long[] shape = {valid, classes};
    float[] counted = Arrays.copyOf(logits, truth.length);
    for (int i = 0; i < counted.length; i++) {
      if (Float.isNaN(counted[i])) {
        counted[i] = Float.NEGATIVE_INFINITY; // Evaluation would refuse the batch
      }
    }
    try (INDArray actual = Nd4j.create(truth, shape, 'c');
        INDArray predicted = Nd4j.create(counted, shape, 'c')) {
      evaluation.eval(actual, predicted);
    }
    for (int n = 0; n < valid; n++) {
      top1[n] = first(counted, n * classes) == labels[n] ? 1 : 0;
    }
    return top1;
  }

  /** Returns the class with the greatest score of the row that begins there. */
  private int first(float[] scores, int from) {
    int greatest = 0;
    for (int c = 1; c < classes; c++) {
      if (scores[from + c] > scores[from + greatest]) {
        greatest = c;
      }
    }
    return greatest;
  }

  /**
   * Returns {@code loss} (mean cross-entropy), {@code top1}, {@code top5} (of fewer than five
   * classes: all), {@code macro_precision}, {@code macro_recall} and {@code macro_f1}.
   *
   * @throws IllegalStateException if no example was counted
   */
  public Map<String, Double> values() {
    if (examples == 0) {
      throw new IllegalStateException("no example was counted; metrics need at least one");
    }
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (int c = 0; c < classes; c++) {
      precision += evaluation.precision(c, 0) / classes;
      recall += evaluation.recall(c, 0) / classes;
      f1 += evaluation.fBeta(1, c, 0) / classes;
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", lossSum / examples);
    values.put("top1", evaluation.accuracy());
    values.put("top5", evaluation.topNAccuracy());
    values.put("macro_precision", precision);
    values.put("macro_recall", recall);
    values.put("macro_f1", f1);
    return values;
  }

  /** Returns how often each class was predicted for each true class, [true][predicted]. */
  public long[][] confusion() {
    long[][] counts = new long[classes][classes];
    if (examples > 0) {
      ConfusionMatrix<Integer> confusion = evaluation.getConfusionMatrix();
      for (int actual = 0; actual < classes; actual++) {
        for (int predicted = 0; predicted < classes; predicted++) {
          counts[actual][predicted] = confusion.getCount(actual, predicted);
        }
      }
    }
    return counts;
  }

  private double crossEntropy(float[] logits, int from, int label) {
    return logSumExp(logits, from, classes) - logits[from + label];
  }

  /** Computes in double with the largest logit taken out, so nothing overflows. */
  static double logSumExp(float[] logits, int from, int classes) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      greatest = Math.max(greatest, logits[from + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[from + c] - greatest);
    }
    return greatest + Math.log(sum);
  }

  private void check(float[] logits, int[] labels, int valid) {
    if (valid < 0 || valid > labels.length || logits.length != labels.length * classes) {
      throw new IllegalArgumentException(
          "a batch of N labels needs N * %d logits and 0 to N valid examples, got %d labels, %d logits, %d valid"
              .formatted(classes, labels.length, logits.length, valid));
    }
    for (int n = 0; n < valid; n++) {
      if (labels[n] < 0 || labels[n] >= classes) {
        throw new IllegalArgumentException(
            "labels must be from 0 to %d, got %d at %d".formatted(classes - 1, labels[n], n));
      }
    }
  }
}
