package org.vitmae.classification;

import org.vitmae.classification.deeplearning4j.CnnArm;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;

/** The supervised baseline: a convolutional network from random weights. */
final class CnnProtocol implements Protocol {
  @Override
  public ArmPlan plan(ArmRequest request) {
    return CnnArm.plan(request);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return new CnnArm(request);
  }
}
