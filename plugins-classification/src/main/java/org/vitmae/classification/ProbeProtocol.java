package org.vitmae.classification;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.vitmae.classification.targets.Target;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.config.HeadConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.model.Cost;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.TunedPart;
import org.vitmae.model.Weights;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.NamedParameters;

/** Trains a {@link ProbeHead} on the features of a frozen encoder. */
final class ProbeProtocol implements TargetProtocol {
  /** A multiplication and an addition, once forward and twice backward. */
  private static final int FLOPS_PER_WEIGHT = 2 * 3;

  private final ToIntFunction<HeadConfig> hiddenLayers;

  private ProbeProtocol(ToIntFunction<HeadConfig> hiddenLayers) {
    this.hiddenLayers = hiddenLayers;
  }

  /** Returns the protocol with a linear classifier. */
  static ProbeProtocol linear() {
    return new ProbeProtocol(head -> 0);
  }

  /** Returns the protocol with a classifier of one or two hidden layers. */
  static ProbeProtocol mlp() {
    return new ProbeProtocol(HeadConfig::hiddenLayers);
  }

  /** Returns the widths of features, hidden layers and outputs. */
  private int[] widths(ArmRequest request) {
    HeadConfig head = request.arm().head();
    int[] widths = new int[hiddenLayers.applyAsInt(head) + 2];
    Arrays.fill(widths, head.hiddenWidth());
    widths[0] = request.model().embedDim();
    widths[widths.length - 1] = request.classNames().size();
    return widths;
  }

  @Override
  public ArmPlan plan(ArmRequest request) {
    long head = ProbeHead.parameters(widths(request));
    double encoder = Cost.classifierFlopsPerImage(request.model(), request.data());
    RecipeConfig train = request.arm().train();
    // With patience nobody knows how many epochs share the cost; counted is the most it can be.
    boolean once = FeatureCache.servesTraining(request) && train.patience() == 0;
    check(request);
    return new ArmPlan(
        request.arm().head().engine().label(),
        request.device(),
        request.precision(),
        Cost.encoderParameters(request.model(), request.data()) + head,
        head,
        encoder / (once ? train.epochs() : 1) + FLOPS_PER_WEIGHT * head);
  }

  /** Refuses what no probe can learn from, and what Deeplearning4j, if it is to, cannot do. */
  private static void check(ArmRequest request) {
    if (request.arm().train().batchSize() == 1) {
      throw new ConfigException(
          "train.batch-size must be 2 or more for protocol '%s', got 1: features are normalized over a batch, and a single image is its own mean; lower train.accumulation instead."
              .formatted(request.arm().protocol()));
    }
    if (isOnSecondEngine(request) && request.arm().train().mix().isOn()) {
      throw new ConfigException(
          "train.mix must be off (both alphas 0) for protocol '%s' with head.engine deeplearning4j, which mixes no images; set it in this arm, or choose libtorch."
              .formatted(request.arm().protocol()));
    }
  }

  private static boolean isOnSecondEngine(ArmRequest request) {
    return request.arm().head().engine() == Engine.DEEPLEARNING4J;
  }

  @Override
  public Arm prepare(ArmRequest request, Target target) {
    check(request);
    if (isOnSecondEngine(request)) {
      return new SameDiffProbeArm(request, target, widths(request));
    }
    NamedParameters parameters = new NamedParameters();
    Weights weights = new Weights(parameters, request.device(), request.seed());
    VitClassifier model =
        new VitClassifier(
            weights,
            request.model(),
            PatchGrid.of(request.model(), request.data()),
            Pooling.ofFrozen(request.model()),
            ProbeHead.create(weights, widths(request)));
    parameters.names().stream()
        .filter(VitClassifier::isPretrained)
        .forEach(name -> parameters.setTrainable(name, false));
    return new VitArm(
        request,
        target,
        model,
        parameters,
        TunedPart.lastBlocks(0, request.model()),
        Optional.of(
            new FeatureCache(
                request.model().embedDim(), FeatureCache.LIMIT_BYTES, request.device())));
  }
}
