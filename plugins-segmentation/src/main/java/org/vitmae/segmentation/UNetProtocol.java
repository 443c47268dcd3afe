package org.vitmae.segmentation;

import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Protocol;
import org.vitmae.segmentation.deeplearning4j.UNetArm;

/** The supervised baseline: a U-Net from random weights. */
final class UNetProtocol implements Protocol {
  @Override
  public ArmPlan plan(ArmRequest request) {
    return UNetArm.plan(request);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return new UNetArm(request);
  }
}
