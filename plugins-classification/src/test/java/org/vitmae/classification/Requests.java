package org.vitmae.classification;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vitmae.classification.deeplearning4j.Architecture;
import org.vitmae.classification.deeplearning4j.CnnArm;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ArmConfig.Initialization;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.AxisConfig;
import org.vitmae.config.DataConfig;
import org.vitmae.config.DetectorConfig;
import org.vitmae.config.Engine;
import org.vitmae.config.HeadConfig;
import org.vitmae.config.MaskConfig;
import org.vitmae.config.MixConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.config.SegmentationLossConfig;
import org.vitmae.config.SegmenterConfig;
import org.vitmae.config.SourceConfig;
import org.vitmae.data.Standardization;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Small requests for tests. */
public final class Requests {
  private static final MixConfig NO_MIX = new MixConfig(0, 0, 0, 0);
  private static final DetectorConfig DETECTOR =
      new DetectorConfig(
          DetectorConfig.PyramidKind.SIMPLE,
          8,
          1,
          DetectorConfig.Heads.FPN,
          8,
          8,
          10,
          0,
          0,
          false,
          false);
  private static final SegmenterConfig SEGMENTER =
      new SegmenterConfig(
          8,
          0,
          0,
          new SegmentationLossConfig(1, 0, 0, List.of()),
          false,
          SegmenterConfig.Inference.WHOLE,
          0,
          false,
          List.of(1.0),
          false,
          false);

  private Requests() {}

  public static ArmRequest cnn(
      int side, int channels, int classes, RecipeConfig recipe, long seed) {
    return request("cnn", data(side, side, channels), classes, recipe, seed);
  }

  public static ArmRequest request(
      String protocol, DataConfig data, int classes, RecipeConfig recipe, long seed) {
    return new ArmRequest(
        new ArmConfig(
            "classification",
            protocol,
            Initialization.RANDOM,
            0,
            recipe,
            1.5,
            new HeadConfig(Engine.LIBTORCH, 2, 32),
            1,
            "",
            new AxisConfig("", "", ""),
            ModelConfig.Loss.L2,
            DETECTOR,
            SEGMENTER,
            "",
            Map.of()),
        ModelConfig.of(8, new Blocks(48, 3, 3), new Blocks(32, 2, 4)),
        data,
        IntStream.range(0, classes).mapToObj(c -> "class " + c).toList(),
        Optional.empty(),
        Device.CPU,
        Precision.FP32,
        seed,
        0,
        Standardization.none());
  }

  public static RecipeConfig recipe() {
    return recipe(OptimizerKind.ADAMW, 0.05, 0, 1, 0, 0.1, 0);
  }

  public static RecipeConfig recipe(
      OptimizerKind optimizer,
      double weightDecay,
      double clipGradNorm,
      double layerDecay,
      double dropPath,
      double labelSmoothing,
      double emaDecay) {
    return recipe(
        optimizer,
        1,
        weightDecay,
        clipGradNorm,
        layerDecay,
        dropPath,
        labelSmoothing,
        emaDecay,
        AugmentConfig.cropAndFlip(1, 1, 1, 1, 0),
        NO_MIX);
  }

  /** Returns a recipe of some length that varies its images. */
  public static RecipeConfig recipe(int epochs, AugmentConfig augment) {
    return recipe(OptimizerKind.ADAMW, epochs, 0.05, 0, 1, 0, 0.1, 0, augment, NO_MIX);
  }

  /** Returns a recipe with another patience and mix. */
  public static RecipeConfig recipe(RecipeConfig recipe, int patience, MixConfig mix) {
    return new RecipeConfig(
        recipe.optimizer(),
        recipe.epochs(),
        recipe.batchSize(),
        recipe.accumulation(),
        recipe.baseLearningRate(),
        recipe.minLearningRate(),
        recipe.decay(),
        recipe.warmupEpochs(),
        recipe.weightDecay(),
        recipe.beta1(),
        recipe.beta2(),
        recipe.clipGradNorm(),
        recipe.layerDecay(),
        recipe.dropPath(),
        recipe.labelSmoothing(),
        recipe.emaDecay(),
        recipe.augment(),
        recipe.validateEveryEpochs(),
        patience,
        recipe.checkpointEveryEpochs(),
        recipe.keepLast(),
        recipe.logEverySteps(),
        mix);
  }

  /** Returns a recipe that mixes images. */
  public static RecipeConfig mixing(MixConfig mix) {
    AugmentConfig fixed = AugmentConfig.cropAndFlip(1, 1, 1, 1, 0);
    return recipe(OptimizerKind.ADAMW, 1, 0.05, 0, 1, 0, 0.1, 0, fixed, mix);
  }

  private static RecipeConfig recipe(
      OptimizerKind optimizer,
      int epochs,
      double weightDecay,
      double clipGradNorm,
      double layerDecay,
      double dropPath,
      double labelSmoothing,
      double emaDecay,
      AugmentConfig augment,
      MixConfig mix) {
    return new RecipeConfig(
        optimizer,
        epochs,
        8,
        1,
        0.001,
        0,
        RecipeConfig.Decay.COSINE,
        0,
        weightDecay,
        0.9,
        0.999,
        clipGradNorm,
        layerDecay,
        dropPath,
        labelSmoothing,
        emaDecay,
        augment,
        1,
        0,
        1,
        1,
        1,
        mix);
  }

  public static DataConfig data(int height, int width, int channels) {
    return new DataConfig(
        "test",
        DataConfig.Format.SCENES,
        SourceConfig.NONE,
        SourceConfig.NONE,
        SourceConfig.NONE,
        0,
        0,
        0,
        "",
        height,
        width,
        channels,
        List.of(0.5),
        List.of(0.25),
        DataConfig.OnCorrupt.FAIL,
        1,
        DataConfig.Target.CLASS,
        List.of(),
        MaskConfig.NONE);
  }

  public static ArmRequest withEncoder(ArmRequest request, Path encoder) {
    ArmConfig arm = request.arm();
    ArmConfig fromMae =
        new ArmConfig(
            arm.task(),
            arm.protocol(),
            Initialization.MAE,
            0,
            arm.train(),
            arm.blocks(),
            arm.head(),
            1,
            "",
            arm.axis(),
            arm.regressionLoss(),
            arm.detector(),
            arm.segmenter(),
            arm.weights(),
            arm.options());
    return new ArmRequest(
        fromMae,
        request.model(),
        request.data(),
        request.classNames(),
        Optional.of(encoder),
        request.device(),
        request.precision(),
        request.seed(),
        request.trainImages(),
        request.standardization());
  }

  public static ArmRequest withBlocks(ArmRequest request, double blocks) {
    return with(request, request.arm().train(), blocks, 0);
  }

  public static ArmRequest withRecipe(ArmRequest request, RecipeConfig recipe) {
    return with(request, recipe, request.arm().blocks(), request.trainImages());
  }

  public static ArmRequest withTrainImages(ArmRequest request, int trainImages) {
    return with(request, request.arm().train(), request.arm().blocks(), trainImages);
  }

  public static ArmRequest withLoss(ArmRequest request, ModelConfig.Loss loss) {
    ArmConfig arm = request.arm();
    ArmConfig other =
        new ArmConfig(
            arm.task(),
            arm.protocol(),
            arm.initialization(),
            0,
            arm.train(),
            arm.blocks(),
            arm.head(),
            1,
            "",
            arm.axis(),
            loss,
            arm.detector(),
            arm.segmenter(),
            arm.weights(),
            arm.options());
    return new ArmRequest(
        other,
        request.model(),
        request.data(),
        request.classNames(),
        request.encoderWeights(),
        request.device(),
        request.precision(),
        request.seed(),
        request.trainImages(),
        request.standardization());
  }

  /** Returns the same probe on some engine. */
  public static ArmRequest withHeadEngine(ArmRequest request, Engine engine) {
    HeadConfig head = request.arm().head();
    return with(
        request,
        request.arm().train(),
        request.arm().blocks(),
        new HeadConfig(engine, head.hiddenLayers(), head.hiddenWidth()),
        request.trainImages());
  }

  private static ArmRequest with(
      ArmRequest request, RecipeConfig recipe, double blocks, int trainImages) {
    return with(request, recipe, blocks, request.arm().head(), trainImages);
  }

  private static ArmRequest with(
      ArmRequest request, RecipeConfig recipe, double blocks, HeadConfig head, int trainImages) {
    ArmConfig arm = request.arm();
    return new ArmRequest(
        new ArmConfig(
            arm.task(),
            arm.protocol(),
            arm.initialization(),
            0,
            recipe,
            blocks,
            head,
            1,
            "",
            arm.axis(),
            arm.regressionLoss(),
            arm.detector(),
            arm.segmenter(),
            arm.weights(),
            arm.options()),
        request.model(),
        request.data(),
        request.classNames(),
        request.encoderWeights(),
        request.device(),
        request.precision(),
        request.seed(),
        trainImages,
        request.standardization());
  }

  /** Returns an arm that learns classes. */
  static Arm prepare(TargetProtocol protocol, ArmRequest request) {
    return protocol.prepare(request, Goal.CLASSIFICATION.target(request));
  }

  /** Returns a convolutional network that learns classes. */
  public static CnnArm cnnArm(Architecture architecture, ArmRequest request) {
    return new CnnArm(architecture, request, Goal.CLASSIFICATION.target(request));
  }

  /** Returns a request about targets instead of classes, learned without smoothing. */
  public static ArmRequest ofTargets(
      ArmRequest request, DataConfig.Target kind, Standardization standardization) {
    DataConfig data = request.data();
    return new ArmRequest(
        request.arm(),
        request.model(),
        new DataConfig(
            data.name(),
            data.format(),
            data.train(),
            data.validation(),
            data.test(),
            data.validationFraction(),
            data.splitSeed(),
            data.labelColumn(),
            data.classNames(),
            data.imageHeight(),
            data.imageWidth(),
            data.channels(),
            data.mean(),
            data.std(),
            data.onCorrupt(),
            data.workers(),
            kind,
            List.of(),
            data.masks()),
        request.classNames(),
        request.encoderWeights(),
        request.device(),
        request.precision(),
        request.seed(),
        request.trainImages(),
        standardization);
  }
}
