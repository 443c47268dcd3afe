package org.vitmae.classification.deeplearning4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vitmae.classification.targets.ClassLabels;
import org.vitmae.classification.targets.Judge;
import org.vitmae.data.Batch;
import org.vitmae.run.ConfusionCsv;
import org.vitmae.run.Scores;

/** Judges classes, and writes {@code scores.csv} and {@code confusion.csv}. */
final class ClassJudge implements Judge {
  private final List<String> classes;
  private final ClassificationMetrics metrics;
  private final Scores top1 = new Scores();

  ClassJudge(List<String> classes) {
    this.classes = classes;
    this.metrics = new ClassificationMetrics(classes.size());
  }

  @Override
  public void add(float[] logits, Batch batch) {
    int[] labels = ClassLabels.of(batch, classes.size());
    top1.add(batch.ids(), metrics.add(logits, labels, batch.valid()));
  }

  @Override
  public Map<String, Double> values() {
    return metrics.values();
  }

  @Override
  public void write(Path cellFolder) throws IOException {
    top1.write(cellFolder);
    ConfusionCsv.write(cellFolder.resolve("confusion.csv"), classes, metrics.confusion());
  }
}
