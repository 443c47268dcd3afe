package org.vitmae.classification.targets;

import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.data.Batch;
import org.vitmae.data.Standardization;
import org.vitmae.train.TrainingLoss;

/**
 * Real values. The model learns them with mean 0 and deviation 1 over the training examples; they
 * are judged in their own units.
 *
 * @param values names of the values, C
 * @param loss {@link TrainingLoss#L2} or {@link TrainingLoss#L1}
 * @param standardization of the training examples
 */
public record RegressionTarget(
    List<String> values, TrainingLoss loss, Standardization standardization) implements Target {
  public RegressionTarget {
    values = List.copyOf(values);
    if (standardization.means().size() != values.size()) {
      throw new IllegalArgumentException(
          "%d values need as many means and deviations, got %d"
              .formatted(values.size(), standardization.means().size()));
    }
  }

  @Override
  public int width() {
    return values.size();
  }

  /** Returns standardized values; {@code mix} must be none. */
  @Override
  public float[] rows(Batch batch, Mix mix) {
    float[] rows = new float[batch.size() * width()];
    for (int n = 0; n < batch.size(); n++) {
      List<Double> truth = Truth.of(batch, n, width());
      for (int c = 0; c < width(); c++) {
        rows[n * width() + c] = (float) standardization.scaled(c, truth.get(c));
      }
    }
    return mix.ofRows(rows, width());
  }

  @Override
  public MeasuredImage answer(float[] outputs) {
    return MeasuredImage.of(
        values,
        IntStream.range(0, outputs.length)
            .mapToDouble(c -> standardization.restored(c, outputs[c]))
            .toArray());
  }

  @Override
  public Judge judge() {
    return new RegressionJudge(this);
  }
}
