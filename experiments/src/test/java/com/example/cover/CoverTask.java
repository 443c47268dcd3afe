package com.example.cover;

import java.util.Set;
import org.vitmae.model.Cost;
import org.vitmae.model.TunedPart;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.plugin.TorchArm;

final class CoverTask implements Task {
  @Override
  public Set<String> protocols() {
    return Set.of("fine-tune");
  }

  @Override
  public String primaryMetric() {
    return "cover_error";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  /** Also refuses, before anything is trained, what the arm could not do. */
  @Override
  public ArmPlan plan(ArmRequest request) {
    TorchArm.checkLayerDecay(request);
    TunedPart all = TunedPart.all(request.model());
    return new ArmPlan(
        "libtorch",
        request.device(),
        request.precision(),
        Cost.classifierParameters(request.model(), request.data(), CoverArm.OUTPUTS),
        Cost.tunedParameters(request.model(), request.data(), CoverArm.OUTPUTS, all),
        Cost.tuneFlopsPerImage(request.model(), request.data(), all));
  }

  @Override
  public Arm prepare(ArmRequest request) {
    return new CoverArm(request);
  }
}
