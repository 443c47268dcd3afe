package org.vitmae.experiments;

import java.util.Set;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** A task with the protocols of classification that can be planned but not trained. */
final class FakeTask implements Task {
  @Override
  public Set<String> protocols() {
    return Set.of(
        "linear-probe", "mlp-probe", "knn", "partial-fine-tune", "fine-tune", "supervised", "cnn");
  }

  @Override
  public String primaryMetric() {
    return "top1";
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    return new ArmPlan("libtorch", Device.CPU, Precision.FP32, 2_500_000, 1_000, 3e9);
  }

  @Override
  public Arm prepare(ArmRequest request) {
    throw new UnsupportedOperationException("this task is only planned");
  }
}
