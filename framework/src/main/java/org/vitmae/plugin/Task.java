package org.vitmae.plugin;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A downstream task: targets, heads, losses, evaluation and baselines for one kind of label. */
public interface Task {
  /** Returns the ways this task can be learned, for instance {@code linear-probe}. */
  Set<String> protocols();

  /** Returns the metric that arms are compared by, for instance {@code top1}. */
  String primaryMetric();

  /** Tells whether a bigger primary metric is a better one. */
  default boolean higherIsBetter() {
    return true;
  }

  /** Returns what looks at features while pretraining goes on, for tasks that have it. */
  default Optional<OnlineProbe> onlineProbe() {
    return Optional.empty();
  }

  /** Returns what arms may give under {@code options}; anything else there is refused. */
  default List<Option<?>> options() {
    return List.of();
  }

  /**
   * Checks a request and sizes the arm without allocating weights or reading data.
   *
   * @throws org.vitmae.config.ConfigException if the request does not fit the task
   */
  ArmPlan plan(ArmRequest request);

  /**
   * Builds the arm, ready for its first step. Its initial weights are a function of the request's
   * seed and encoder weights alone.
   *
   * @throws org.vitmae.config.ConfigException if the request does not fit the task
   */
  Arm prepare(ArmRequest request);
}
