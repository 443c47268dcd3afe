package org.vitmae.classification;

import org.vitmae.classification.targets.Target;
import org.vitmae.config.ArmConfig.Initialization;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Kebab;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;

/**
 * Trains the whole Vision Transformer from random weights, by default with the paper's recipe for
 * that (table 11). Differs from fine-tuning random weights in its recipe and in what it refuses.
 */
final class SupervisedProtocol implements TargetProtocol {
  private final TargetProtocol training = FineTuneProtocol.full();

  @Override
  public ArmPlan plan(ArmRequest request) {
    check(request);
    return training.plan(request);
  }

  @Override
  public Arm prepare(ArmRequest request, Target target) {
    check(request);
    return training.prepare(request, target);
  }

  private static void check(ArmRequest request) {
    Initialization initialization = request.arm().initialization();
    if (initialization != Initialization.RANDOM || request.encoderWeights().isPresent()) {
      throw new ConfigException(
          "initialization must be 'random' for protocol 'supervised', which trains from scratch, got '%s'; use protocol 'fine-tune' for pretrained weights."
              .formatted(Kebab.ofConstant(initialization)));
    }
  }
}
