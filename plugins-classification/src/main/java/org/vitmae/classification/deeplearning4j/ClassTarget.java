package org.vitmae.classification.deeplearning4j;

import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.classification.targets.ClassLabels;
import org.vitmae.classification.targets.ClassifiedImage;
import org.vitmae.classification.targets.Judge;
import org.vitmae.classification.targets.Target;
import org.vitmae.data.Batch;
import org.vitmae.train.TrainingLoss;

/**
 * One class per image, judged by {@link ClassificationMetrics}.
 *
 * @param classes names of the classes, C
 * @param smoothing share of each target spread over all classes
 */
public record ClassTarget(List<String> classes, double smoothing) implements Target {
  public ClassTarget {
    classes = List.copyOf(classes);
  }

  @Override
  public int width() {
    return classes.size();
  }

  @Override
  public TrainingLoss loss() {
    return TrainingLoss.SOFTMAX;
  }

  @Override
  public float[] rows(Batch batch, Mix mix) {
    return mix.targets(ClassLabels.of(batch, width()), width(), smoothing);
  }

  @Override
  public ClassifiedImage answer(float[] logits) {
    double total = ClassificationMetrics.logSumExp(logits, 0, logits.length);
    return ClassifiedImage.of(
        classes,
        IntStream.range(0, logits.length).mapToDouble(c -> Math.exp(logits[c] - total)).toArray());
  }

  @Override
  public Judge judge() {
    return new ClassJudge(classes);
  }
}
