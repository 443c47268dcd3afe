package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.classification.deeplearning4j.CnnArm;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.model.Cost;
import org.vitmae.model.TunedPart;
import org.vitmae.model.Weights;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.ParameterFiles;

class VitArmTest {
  private static final int SIDE = 16;
  private static final int CLASSES = 4;
  private static final Batch BATCH = Batches.bands(32, SIDE, 3, CLASSES, 1);

  @TempDir private Path folder;

  @BeforeAll
  static void sizeThePool() {
    ComputeThreads.configure(2);
  }

  @Test
  void fineTuningLearnsASmallSet() {
    try (Arm arm = FineTuneProtocol.full().prepare(request("fine-tune"))) {
      for (int step = 0; step < 60; step++) {
        arm.step(List.of(BATCH), 0.002);
      }

      assertThat(arm.evaluate(List.of(BATCH)).get("top1")).isGreaterThan(0.9);
    }
  }

  @Test
  void probingLeavesTheEncoderAlone() throws Exception {
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = Files.createDirectory(folder.resolve("after"));
    try (Arm arm = ProbeProtocol.linear().prepare(request("linear-probe"))) {
      arm.save(before);
      for (int step = 0; step < 3; step++) {
        arm.step(List.of(BATCH), 0.01);
      }
      arm.save(after);
    }

    assertThat(changed(before, after))
        .containsExactly(
            "head.0.running_mean", "head.0.running_var", "head.1.bias", "head.1.weight");
  }

  @Test
  void anMlpSolvesWhatALinearProbeCannot() {
    try (Scope scope = new Scope();
        NamedParameters linearWeights = new NamedParameters();
        NamedParameters mlpWeights = new NamedParameters()) {
      ProbeHead linear = ProbeHead.create(new Weights(linearWeights, Device.CPU, 1), 2, 2);
      ProbeHead mlp = ProbeHead.create(new Weights(mlpWeights, Device.CPU, 1), 2, 16, 16, 2);

      assertThat(lossAfterTraining(linear, linearWeights)).isGreaterThan(0.6);
      assertThat(lossAfterTraining(mlp, mlpWeights)).isLessThan(0.1);
    }
  }

  /** Learns exclusive or from four points. */
  private static double lossAfterTraining(ProbeHead head, NamedParameters weights) {
    Tensor points = Tensors.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, Device.CPU, 4, 2);
    Tensor labels = Tensors.of(new long[] {0, 1, 1, 0}, Device.CPU, 4);
    LayerDecay one = new LayerDecay(1, 1);
    try (AdamW adamW =
        new AdamW(
            weights,
            ParameterGroup.of(weights, WeightDecayRule.FINE_TUNING, 0, one),
            0.9,
            0.999,
            0,
            Device.CPU)) {
      double loss = 0;
      for (int step = 0; step < 300; step++) {
        Tensor now = Losses.crossEntropy(head.apply(points), labels, 0);
        now.backward();
        adamW.step(0.02);
        weights.trainable().forEach(name -> weights.get(name).mutable_grad().reset());
        loss = now.item_double();
      }
      return loss;
    }
  }

  private static Set<String> changed(Path before, Path after) {
    Set<String> changed = new TreeSet<>();
    try (Safetensors old = Safetensors.open(before.resolve(Checkpoint.MODEL));
        Safetensors now = Safetensors.open(after.resolve(Checkpoint.MODEL))) {
      for (String name : old.names()) {
        if (!Arrays.equals(old.floats(name), now.floats(name))) {
          changed.add(name);
        }
      }
    }
    return changed;
  }

  @Test
  void keptFeaturesTrainTheSameHead() {
    ArmRequest request = withTrainImages(request("linear-probe"), 32);
    try (Arm kept = ProbeProtocol.linear().prepare(request);
        Arm computed = ProbeProtocol.linear().prepare(request("linear-probe"))) {
      for (int epoch = 0; epoch < 6; epoch++) {
        for (int first = 0; first < 2; first++) {
          int[] examples = IntStream.range(0, 16).map(new EveryOther(epoch, first)).toArray();
          kept.step(List.of(BATCH.only(examples)), 0.01);
          computed.step(List.of(BATCH.only(examples)), 0.01);
        }
      }

      assertThat(kept.takeLosses()).containsExactly(computed.takeLosses(), within(1e-6));
      assertThat(kept.evaluate(List.of(BATCH)).get("loss"))
          .isCloseTo(computed.evaluate(List.of(BATCH)).get("loss"), within(1e-6));
    }
  }

  /** Halves of 32 examples that differ from epoch to epoch. */
  private record EveryOther(int epoch, int first) implements IntUnaryOperator {
    @Override
    public int applyAsInt(int place) {
      int halfOfEpoch = epoch % 2 == 0 ? 2 * place + first : place + 16 * first;
      return halfOfEpoch % 32;
    }
  }

  @Test
  void planCountsKeptFeaturesOnce() {
    ArmRequest request = request("linear-probe");
    RecipeConfig ten = Requests.recipe(10, new AugmentConfig(1, 1, 1, 1, 0));
    RecipeConfig flipped = Requests.recipe(10, new AugmentConfig(1, 1, 1, 1, 0.5));
    double encoder = Cost.classifierFlopsPerImage(request.model(), request.data());
    double head = 6.0 * 49 * CLASSES;

    assertThat(flops(withRecipe(request, flipped), 32)).isEqualTo(encoder + head);
    assertThat(flops(withRecipe(request, ten), 32)).isEqualTo(encoder / 10 + head);
    int tooMany = (int) (FeatureCache.LIMIT_BYTES / 48 / Float.BYTES) + 1;
    assertThat(flops(withRecipe(request, ten), tooMany)).isEqualTo(encoder + head);
  }

  private static double flops(ArmRequest request, int trainImages) {
    return ProbeProtocol.linear().plan(withTrainImages(request, trainImages)).trainFlopsPerImage();
  }

  @Test
  void startsFromThePretrainedEncoder() throws Exception {
    ArmRequest request = withEncoder(request("fine-tune"), pretrained(request("fine-tune")));
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (Arm arm = FineTuneProtocol.full().prepare(request)) {
      arm.save(saved);
    }

    try (Safetensors encoder =
            Safetensors.open(request.encoderWeights().orElseThrow().resolve(Checkpoint.MODEL));
        Safetensors classifier = Safetensors.open(saved.resolve(Checkpoint.MODEL))) {
      assertThat(classifier.names()).contains("fc_norm.weight", "head.weight");
      for (String name : classifier.names()) {
        if (VitClassifier.isPretrained(name)) {
          assertThat(classifier.floats(name)).as(name).isEqualTo(encoder.floats(name));
        }
      }
    }
  }

  @Test
  void encoderOfAnotherShapeIsRefused() throws Exception {
    Path other = pretrained(Requests.cnn(2 * SIDE, 3, CLASSES, Requests.recipe(), 1));

    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> FineTuneProtocol.full().prepare(withEncoder(request("fine-tune"), other)))
        .withMessageContaining("'pos_embed' is [1, 17, 48], expected [1, 5, 48]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fine-tune", "linear-probe", "mlp-probe", "partial-fine-tune"})
  void planCountsWhatIsBuilt(String name) throws Exception {
    ArmRequest request = request(name);
    Protocol protocol =
        switch (name) {
          case "fine-tune" -> FineTuneProtocol.full();
          case "partial-fine-tune" -> FineTuneProtocol.partial();
          case "mlp-probe" -> ProbeProtocol.mlp();
          default -> ProbeProtocol.linear();
        };
    ArmPlan plan = protocol.plan(request);
    try (Arm arm = protocol.prepare(request)) {
      arm.save(folder);
    }

    assertThat(plan.parameters())
        .isEqualTo(elements(Checkpoint.MODEL, n -> !n.contains("running")));
    assertThat(plan.trainableParameters())
        .isEqualTo(elements(Checkpoint.OPTIMIZER, n -> n.startsWith("exp_avg.")));
  }

  /**
   * Adds up the sizes of some saved tensors; the optimizer's state has one for each that learns.
   */
  private long elements(String file, Predicate<String> counts) {
    try (Safetensors saved = Safetensors.open(folder.resolve(file))) {
      return saved.names().stream()
          .filter(counts)
          .mapToLong(name -> saved.info(name).elements())
          .sum();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "0.5, 10", "1.5, 22", "3, 44"})
  void partialFineTuningChangesExactlyTheTunedPart(double blocks, int tensors) throws Exception {
    ArmRequest request = withBlocks(blocks);
    TunedPart tuned = TunedPart.lastBlocks(blocks, request.model());
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = Files.createDirectory(folder.resolve("after"));
    Set<String> expected;
    try (Arm arm = FineTuneProtocol.partial().prepare(request)) {
      arm.save(before);
      arm.step(List.of(BATCH), 0.01);
      arm.step(List.of(BATCH), 0.01);
      arm.save(after);
    }
    try (Safetensors model = Safetensors.open(before.resolve(Checkpoint.MODEL))) {
      expected = model.names().stream().filter(tuned::trains).collect(Collectors.toSet());
    }

    assertThat(changed(before, after)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).hasSize(tensors);
  }

  @Test
  void tuningAllBlocksIsFullFineTuning() {
    try (Arm partial = FineTuneProtocol.partial().prepare(withBlocks(3));
        Arm full = FineTuneProtocol.full().prepare(request("fine-tune"))) {
      for (int step = 0; step < 3; step++) {
        partial.step(List.of(BATCH), 0.01);
        full.step(List.of(BATCH), 0.01);
      }

      assertThat(partial.takeLosses()).containsExactly(full.takeLosses());
    }
  }

  @Test
  void moreBlocksThanTheModelHasAreRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> FineTuneProtocol.partial().plan(withBlocks(3.5)))
        .withMessageContaining("at most the model's 3")
        .withMessageContaining("got 3.5");
  }

  /**
   * Native objects that Deeplearning4j keeps per thread must not be made inside a scope of ours.
   */
  @Test
  void judgingLeavesDeeplearning4jUsable() throws Exception {
    Thread thread =
        new Thread(
            () -> {
              try (Arm vit = FineTuneProtocol.full().prepare(request("fine-tune"));
                  Arm cnn = new CnnArm(request("cnn"))) {
                vit.evaluate(List.of(BATCH));
                cnn.step(List.of(BATCH), 0.001);
                assertThat(cnn.takeLosses()).hasSize(1);
              }
            });
    Throwable[] failure = new Throwable[1];
    thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
    thread.start();
    thread.join();

    assertThat(failure[0]).isNull();
  }

  private Path pretrained(ArmRequest request) throws Exception {
    Path checkpoint = Files.createDirectory(folder.resolve("pretrained"));
    try (MaePretraining pretraining =
        new MaePretraining(
            request.model(),
            request.data(),
            new MaskingConfig(MaskingConfig.Strategy.RANDOM, 0.5),
            Device.CPU,
            Precision.FP32,
            99)) {
      ParameterFiles.save(pretraining.parameters(), checkpoint.resolve(Checkpoint.MODEL));
    }
    return checkpoint;
  }

  private static ArmRequest request(String protocol) {
    return Requests.request(protocol, Requests.data(SIDE, SIDE, 3), CLASSES, Requests.recipe(), 1);
  }

  private static ArmRequest withEncoder(ArmRequest request, Path encoder) {
    ArmConfig arm = request.arm();
    ArmConfig fromMae =
        new ArmConfig(
            arm.task(),
            arm.protocol(),
            ArmConfig.Initialization.MAE,
            0,
            arm.train(),
            arm.blocks(),
            arm.head());
    return new ArmRequest(
        fromMae,
        request.model(),
        request.data(),
        request.classNames(),
        Optional.of(encoder),
        request.device(),
        request.precision(),
        request.seed(),
        request.trainImages());
  }

  private static ArmRequest withBlocks(double blocks) {
    ArmRequest request = request("partial-fine-tune");
    return with(request, request.arm().train(), blocks, 0);
  }

  private static ArmRequest withRecipe(ArmRequest request, RecipeConfig recipe) {
    return with(request, recipe, request.arm().blocks(), request.trainImages());
  }

  private static ArmRequest withTrainImages(ArmRequest request, int trainImages) {
    return with(request, request.arm().train(), request.arm().blocks(), trainImages);
  }

  private static ArmRequest with(
      ArmRequest request, RecipeConfig recipe, double blocks, int trainImages) {
    ArmConfig arm = request.arm();
    return new ArmRequest(
        new ArmConfig(
            arm.task(), arm.protocol(), arm.initialization(), 0, recipe, blocks, arm.head()),
        request.model(),
        request.data(),
        request.classNames(),
        request.encoderWeights(),
        request.device(),
        request.precision(),
        request.seed(),
        trainImages);
  }
}
