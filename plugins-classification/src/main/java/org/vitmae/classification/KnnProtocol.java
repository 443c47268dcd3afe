package org.vitmae.classification;

import org.vitmae.classification.targets.Target;
import org.vitmae.config.Engine;
import org.vitmae.model.Cost;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.Weights;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.NamedParameters;

/**
 * Classifies by the nearest training images in the space of frozen features; trains nothing. Its
 * target is always one class.
 */
final class KnnProtocol implements TargetProtocol {
  @Override
  public ArmPlan plan(ArmRequest request) {
    return new ArmPlan(
        Engine.LIBTORCH.label(),
        request.device(),
        request.precision(),
        Cost.encoderParameters(request.model(), request.data()),
        0,
        Cost.classifierFlopsPerImage(request.model(), request.data()));
  }

  @Override
  public Arm prepare(ArmRequest request, Target target) {
    NamedParameters parameters = new NamedParameters();
    VitClassifier model =
        new VitClassifier(
            new Weights(parameters, request.device(), request.seed()),
            request.model(),
            PatchGrid.of(request.model(), request.data()),
            Pooling.ofFrozen(request.model()),
            features -> features);
    return new KnnArm(request, model, parameters);
  }
}
