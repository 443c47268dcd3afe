package org.vitmae.train;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vitmae.checkpoint.BestMetric;

/**
 * By which validation metric the best checkpoint is chosen.
 *
 * @param metric its name, for instance {@code loss} or {@code top1}
 * @param higherIsBetter whether a bigger value is a better one
 */
public record Selection(String metric, boolean higherIsBetter) {
  /**
   * Returns the validation's value if it beats the best so far; a tie does not.
   *
   * @throws TrainingException if validation did not give the metric, or no finite value
   */
  Optional<BestMetric> improvement(
      Map<String, Double> validation, Optional<BestMetric> best, long step) {
    Double value = validation.get(metric);
    if (value == null || !Double.isFinite(value)) {
      throw new TrainingException(
          "Validation at step %d must give a finite %s, by which checkpoints are chosen, but gave %s. Look at the validation examples, or set validate-every-epochs: 0."
              .formatted(step, metric, new TreeMap<>(validation)));
    }
    boolean better =
        best.map(b -> higherIsBetter ? value > b.value() : value < b.value()).orElse(true);
    return better ? Optional.of(new BestMetric(metric, value, step)) : Optional.empty();
  }
}
