package org.vitmae.classification;

import java.util.Optional;
import java.util.function.Function;
import org.vitmae.classification.targets.Target;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.model.Cost;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.TunedPart;
import org.vitmae.model.Weights;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.TorchArm;
import org.vitmae.tensor.NamedParameters;

/**
 * Trains a Vision Transformer with a linear head, from pretraining or from scratch: the whole of
 * it, or its last blocks (He et al. 2021, sec. 4.3 and fig. 9).
 */
final class FineTuneProtocol implements TargetProtocol {
  /** The reference starts a head on pretrained features near zero. */
  private static final double PRETRAINED_HEAD_STD = 2e-5;

  private static final double SCRATCH_HEAD_STD = 0.02;

  private final Function<ArmRequest, TunedPart> part;

  private FineTuneProtocol(Function<ArmRequest, TunedPart> part) {
    this.part = part;
  }

  /** Returns the protocol that tunes everything. */
  static FineTuneProtocol full() {
    return new FineTuneProtocol(request -> TunedPart.all(request.model()));
  }

  /** Returns the protocol that tunes the last {@code blocks} of the arm. */
  static FineTuneProtocol partial() {
    return new FineTuneProtocol(FineTuneProtocol::lastBlocks);
  }

  private static TunedPart lastBlocks(ArmRequest request) {
    double blocks = request.arm().blocks();
    int depth = request.model().depth();
    if (blocks > depth) {
      throw new ConfigException(
          "blocks must be at most the model's %d for protocol 'partial-fine-tune', got %s; lower it in this arm."
              .formatted(depth, blocks));
    }
    return TunedPart.lastBlocks(blocks, request.model());
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    TunedPart tuned = part.apply(request);
    if (tuned.branches() > 0) {
      TorchArm.checkLayerDecay(request);
    }
    int classes = request.classNames().size();
    return new ArmPlan(
        Engine.LIBTORCH.label(),
        request.device(),
        request.precision(),
        Cost.classifierParameters(request.model(), request.data(), classes),
        Cost.tunedParameters(request.model(), request.data(), classes, tuned),
        Cost.tuneFlopsPerImage(request.model(), request.data(), tuned));
  }

  @Override
  public Arm prepare(ArmRequest request, Target target) {
    TunedPart tuned = part.apply(request);
    NamedParameters parameters = new NamedParameters();
    Weights weights = new Weights(parameters, request.device(), request.seed());
    int width = request.model().embedDim();
    double std = request.encoderWeights().isPresent() ? PRETRAINED_HEAD_STD : SCRATCH_HEAD_STD;
    VitClassifier model =
        new VitClassifier(
            weights,
            request.model(),
            PatchGrid.of(request.model(), request.data()),
            Pooling.ofTuned(request.model()),
            LinearHead.create(weights, width, target.width(), std));
    parameters.names().forEach(name -> parameters.setTrainable(name, tuned.trains(name)));
    return new VitArm(request, target, model, parameters, tuned, Optional.empty());
  }
}
