package org.vitmae.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a cell is if it is an arm of a comparison.
 *
 * @param initialization {@code mae} or {@code random}
 * @param pretrainCell the cell whose weights the arm starts from; empty, and left out of the file,
 *     for random initialization
 * @param primaryMetric the metric that arms are compared by
 */
public record ArmSubject(
    String arm,
    String task,
    String protocol,
    String initialization,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String pretrainCell,
    String primaryMetric,
    boolean higherIsBetter) {
  public ArmSubject(
      String arm,
      String task,
      String protocol,
      String initialization,
      @Nullable String pretrainCell,
      String primaryMetric,
      boolean higherIsBetter) {
    this.arm = arm;
    this.task = task;
    this.protocol = protocol;
    this.initialization = initialization;
    this.pretrainCell = Objects.requireNonNullElse(pretrainCell, "");
    this.primaryMetric = primaryMetric;
    this.higherIsBetter = higherIsBetter;
  }
}
