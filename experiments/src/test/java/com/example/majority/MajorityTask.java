package com.example.majority;

import java.util.List;
import java.util.Set;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Option;
import org.vitmae.plugin.Task;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

final class MajorityTask implements Task {
  /** Answers the rarest class instead. */
  private static final Option<Boolean> RAREST = Option.flag("rarest", false);

  @Override
  public Set<String> protocols() {
    return Set.of("count");
  }

  @Override
  public String primaryMetric() {
    return "top1";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(RAREST);
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    int classes = request.classNames().size();
    return new ArmPlan("counting", Device.CPU, Precision.FP32, classes, classes, 1);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return new MajorityArm(request.classNames().size(), RAREST.in(request));
  }
}
