package org.vitmae.classification;

import org.vitmae.model.Cost;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.Weights;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.NamedParameters;

/** Trains the whole Vision Transformer with a linear head, from pretraining or from scratch. */
final class FineTuneProtocol implements Protocol {
  /** The reference starts a head on pretrained features near zero. */
  private static final double PRETRAINED_HEAD_STD = 2e-5;

  private static final double SCRATCH_HEAD_STD = 0.02;

  @Override
  public ArmPlan plan(ArmRequest request) {
    long parameters =
        Cost.classifierParameters(request.model(), request.data(), request.classNames().size());
    return new ArmPlan(
        "libtorch",
        request.device(),
        request.precision(),
        parameters,
        parameters,
        Cost.fineTuneFlopsPerImage(request.model(), request.data()));
  }

  @Override
  public Arm prepare(ArmRequest request) {
    NamedParameters parameters = new NamedParameters();
    Weights weights = new Weights(parameters, request.device(), request.seed());
    int classes = request.classNames().size();
    int width = request.model().embedDim();
    double std = request.encoderWeights().isPresent() ? PRETRAINED_HEAD_STD : SCRATCH_HEAD_STD;
    Pooling pooling = request.model().globalPool() ? Pooling.MEAN_THEN_NORM : Pooling.CLASS_TOKEN;
    VitClassifier model =
        new VitClassifier(
            weights,
            request.model(),
            PatchGrid.of(request.model(), request.data()),
            pooling,
            LinearHead.create(weights, width, classes, std));
    parameters.setTrainable("pos_embed", true);
    return new VitArm(request, model, parameters);
  }
}
