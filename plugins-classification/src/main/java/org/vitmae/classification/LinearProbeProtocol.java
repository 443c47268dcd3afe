package org.vitmae.classification;

import org.vitmae.model.Cost;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.TunedPart;
import org.vitmae.model.Weights;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.NamedParameters;

/** Trains a linear classifier on the features of a frozen encoder. */
final class LinearProbeProtocol implements Protocol {
  @Override
  public ArmPlan plan(ArmRequest request) {
    int classes = request.classNames().size();
    return new ArmPlan(
        "libtorch",
        request.device(),
        request.precision(),
        Cost.classifierParameters(request.model(), request.data(), classes),
        (request.model().embedDim() + 1L) * classes,
        Cost.classifierFlopsPerImage(request.model(), request.data()));
  }

  @Override
  public Arm prepare(ArmRequest request) {
    NamedParameters parameters = new NamedParameters();
    Weights weights = new Weights(parameters, request.device(), request.seed());
    VitClassifier model =
        new VitClassifier(
            weights,
            request.model(),
            PatchGrid.of(request.model(), request.data()),
            request.model().globalPool() ? Pooling.NORM_THEN_MEAN : Pooling.CLASS_TOKEN,
            ProbeHead.create(weights, request.model().embedDim(), request.classNames().size()));
    parameters.names().stream()
        .filter(VitClassifier::isPretrained)
        .forEach(name -> parameters.setTrainable(name, false));
    return new VitArm(request, model, parameters, TunedPart.lastBlocks(0, request.model()));
  }
}
