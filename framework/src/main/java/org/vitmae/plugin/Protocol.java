package org.vitmae.plugin;

import java.util.function.Function;

/** One way to learn a task; what holds for all of the task's ways was checked before. */
public interface Protocol {
  /**
   * Checks a request and sizes its arm without allocating weights.
   *
   * @throws org.vitmae.config.ConfigException if the request does not fit the protocol
   */
  ArmPlan plan(ArmRequest request);

  /**
   * Builds the arm, ready for its first step.
   *
   * @throws org.vitmae.config.ConfigException if the request does not fit the protocol
   */
  Arm prepare(ArmRequest request);

  /** Returns a protocol that has one kind of arm and nothing to choose. */
  static Protocol of(Function<ArmRequest, ArmPlan> plan, Function<ArmRequest, Arm> prepare) {
    return new Protocol() {
      @Override
      public ArmPlan plan(ArmRequest request) {
        return plan.apply(request);
      }

      @Override
      public Arm prepare(ArmRequest request) {
        return prepare.apply(request);
      }
    };
  }
}
