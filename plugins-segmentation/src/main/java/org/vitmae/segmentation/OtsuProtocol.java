package org.vitmae.segmentation;

import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Protocol;
import org.vitmae.segmentation.otsu.OtsuArm;

/** The floor: a threshold per image, which learns nothing. */
final class OtsuProtocol implements Protocol {
  @Override
  public ArmPlan plan(ArmRequest request) {
    return OtsuArm.plan(request);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return new OtsuArm(request);
  }
}
