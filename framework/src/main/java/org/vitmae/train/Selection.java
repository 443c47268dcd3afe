package org.vitmae.train;

import java.util.Map;
import java.util.Optional;
import org.vitmae.checkpoint.BestMetric;

/**
 * By which validation metric the best checkpoint is chosen.
 *
 * @param metric its name, for instance {@code loss} or {@code top1}
 * @param higherIsBetter whether a bigger value is a better one
 */
public record Selection(String metric, boolean higherIsBetter) {
  /**
   * Returns the validation's value if it beats the best so far. A tie or a value that is not finite
   * never does.
   *
   * @throws IllegalArgumentException if the metric is not among the validation's
   */
  Optional<BestMetric> improvement(
      Map<String, Double> validation, Optional<BestMetric> best, long step) {
    Double value = validation.get(metric);
    if (value == null) {
      throw new IllegalArgumentException(
          "checkpoints are chosen by the metric '%s', but validation gave %s"
              .formatted(metric, validation.keySet()));
    }
    boolean better =
        Double.isFinite(value)
            && best.map(b -> higherIsBetter ? value > b.value() : value < b.value()).orElse(true);
    return better ? Optional.of(new BestMetric(metric, value, step)) : Optional.empty();
  }
}
