package org.vitmae.detection;

import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;

/** One way to learn to find objects; what holds for all of them was checked before. */
interface Protocol {
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
