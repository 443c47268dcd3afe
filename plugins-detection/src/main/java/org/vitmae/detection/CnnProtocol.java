package org.vitmae.detection;

import org.vitmae.detection.deeplearning4j.YoloArm;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Protocol;

/** The supervised baseline: a convolutional detector from random weights. */
final class CnnProtocol implements Protocol {
  @Override
  public ArmPlan plan(ArmRequest request) {
    return YoloArm.plan(request);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return new YoloArm(request);
  }
}
