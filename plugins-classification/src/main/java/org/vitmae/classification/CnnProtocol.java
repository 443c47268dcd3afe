package org.vitmae.classification;

import org.vitmae.classification.deeplearning4j.Architecture;
import org.vitmae.classification.deeplearning4j.CnnArm;
import org.vitmae.classification.targets.Target;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;

/** The supervised baselines: convolutional networks from random weights. */
record CnnProtocol(Architecture architecture) implements TargetProtocol {
  @Override
  public ArmPlan plan(ArmRequest request) {
    return CnnArm.plan(architecture, request);
  }

  @Override
  public Arm prepare(ArmRequest request, Target target) {
    return new CnnArm(architecture, request, target);
  }
}
