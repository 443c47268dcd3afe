package org.vitmae.classification.targets;

import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.data.Batch;
import org.vitmae.train.TrainingLoss;

/**
 * Any number of labels per image, each told by the sigmoid of an output of its own. Smoothing draws
 * 0 and 1 together, to {@code smoothing / 2} and {@code 1 - smoothing / 2}; mixed images have their
 * labels in the same shares.
 *
 * @param labels names of the labels, C
 */
public record MultiLabelTarget(List<String> labels, double smoothing) implements Target {
  public MultiLabelTarget {
    labels = List.copyOf(labels);
  }

  @Override
  public int width() {
    return labels.size();
  }

  @Override
  public TrainingLoss loss() {
    return TrainingLoss.SIGMOID;
  }

  @Override
  public float[] rows(Batch batch, Mix mix) {
    float[] rows = new float[batch.size() * width()];
    for (int n = 0; n < batch.size(); n++) {
      List<Double> truth = Truth.of(batch, n, width());
      for (int c = 0; c < width(); c++) {
        rows[n * width() + c] = (float) (truth.get(c) * (1 - smoothing) + smoothing / 2);
      }
    }
    return mix.ofRows(rows, width());
  }

  @Override
  public ClassifiedImage answer(float[] outputs) {
    return ClassifiedImage.of(
        labels,
        IntStream.range(0, outputs.length)
            .mapToDouble(c -> 1 / (1 + Math.exp(-outputs[c])))
            .toArray());
  }

  @Override
  public Judge judge() {
    return new MultiLabelJudge(labels);
  }
}
