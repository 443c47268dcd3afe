package org.vitmae.plugin;

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
}
