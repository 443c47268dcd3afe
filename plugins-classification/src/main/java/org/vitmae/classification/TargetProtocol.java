package org.vitmae.classification;

import org.vitmae.classification.targets.Target;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;

/** One way to learn a target; whether the data has it was checked before. */
interface TargetProtocol {
  /**
   * Checks a request and sizes its arm without allocating weights.
   *
   * @throws org.vitmae.config.ConfigException if the request does not fit the protocol
   */
  ArmPlan plan(ArmRequest request);

  /**
   * Builds the arm, ready for its first step.
   *
   * @param target has as many outputs as the request has class names
   * @throws org.vitmae.config.ConfigException if the request does not fit the protocol
   */
  Arm prepare(ArmRequest request, Target target);
}
