package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.classification.deeplearning4j.Architecture;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.ParameterFiles;
import org.vitmae.weights.TensorOrigin;

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
    try (Arm arm = Requests.prepare(FineTuneProtocol.full(), request("fine-tune"))) {
      for (int step = 0; step < 60; step++) {
        arm.step(List.of(BATCH), 0.002);
      }

      assertThat(arm.evaluate(List.of(BATCH)).get("top1")).isGreaterThan(0.9);
    }
  }

  @Test
  void startsFromThePretrainedEncoder() throws Exception {
    ArmRequest request =
        Requests.withEncoder(request("fine-tune"), pretrained(request("fine-tune")));
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (Arm arm = Requests.prepare(FineTuneProtocol.full(), request)) {
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
  void positionsOfAnotherImageSizeAreResized() throws Exception {
    Path other = pretrained(Requests.cnn(2 * SIDE, 3, CLASSES, Requests.recipe(), 1));

    try (Arm arm =
        Requests.prepare(
            FineTuneProtocol.full(), Requests.withEncoder(request("fine-tune"), other))) {
      assertThat(arm.origins())
          .contains(
              new TensorOrigin(
                  "pos_embed",
                  TensorOrigin.Action.RESIZED,
                  List.of(1L, 17L, 48L),
                  List.of(1L, 5L, 48L)))
          .contains(
              new TensorOrigin(
                  "fc_norm.bias", TensorOrigin.Action.INITIAL, List.of(), List.of(48L)));
    }
  }

  @Test
  void encoderOfAnotherShapeIsRefused() throws Exception {
    Path other = pretrained(Requests.cnn(SIDE, 1, CLASSES, Requests.recipe(), 1));

    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(
            () ->
                Requests.prepare(
                    FineTuneProtocol.full(), Requests.withEncoder(request("fine-tune"), other)))
        .withMessageContaining(
            "'patch_embed.proj.weight' is [48, 1, 8, 8], expected [48, 3, 8, 8]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fine-tune", "linear-probe", "mlp-probe", "partial-fine-tune"})
  void planCountsWhatIsBuilt(String name) throws Exception {
    ArmRequest request = request(name);
    TargetProtocol protocol =
        switch (name) {
          case "fine-tune" -> FineTuneProtocol.full();
          case "partial-fine-tune" -> FineTuneProtocol.partial();
          case "mlp-probe" -> ProbeProtocol.mlp();
          default -> ProbeProtocol.linear();
        };
    ArmPlan plan = protocol.plan(request);
    try (Arm arm = Requests.prepare(protocol, request)) {
      arm.save(folder);
    }

    assertThat(plan.parameters())
        .isEqualTo(elements(Checkpoint.MODEL, n -> !n.contains("running")));
    assertThat(plan.trainableParameters())
        .isEqualTo(elements(Checkpoint.OPTIMIZER, n -> n.startsWith("exp_avg.")));
  }

  @Test
  void isTestedWithTheAveragedWeights() throws Exception {
    RecipeConfig recipe =
        Requests.recipe(RecipeConfig.OptimizerKind.ADAMW, 0.05, 0, 1, 0, 0.1, 0.9);
    ArmRequest averaging = Requests.withRecipe(request("fine-tune"), recipe);
    try (Arm arm = Requests.prepare(FineTuneProtocol.full(), averaging);
        Arm last = Requests.prepare(FineTuneProtocol.full(), request("fine-tune"))) {
      for (int step = 0; step < 5; step++) {
        arm.step(List.of(BATCH), 0.01);
      }
      arm.save(folder);
      last.load(folder);
      Map<String, Double> values = arm.evaluate(List.of(BATCH));

      assertThat(arm.test(List.of(BATCH), folder)).isEqualTo(values);
      assertThat(last.evaluate(List.of(BATCH)).get("loss")).isNotEqualTo(values.get("loss"));
    }
  }

  @Test
  void aHeadOnPretrainedFeaturesStartsNearZero() throws Exception {
    ArmRequest scratch = request("fine-tune");
    ArmRequest pretrained = Requests.withEncoder(scratch, pretrained(scratch));

    assertThat(headStd(scratch)).isCloseTo(0.02, withinPercentage(20));
    assertThat(headStd(pretrained)).isCloseTo(2e-5, withinPercentage(20));
  }

  private double headStd(ArmRequest request) throws Exception {
    try (Arm arm = Requests.prepare(FineTuneProtocol.full(), request)) {
      arm.save(folder);
    }
    try (Safetensors saved = Safetensors.open(folder.resolve(Checkpoint.MODEL))) {
      float[] weights = saved.floats("head.weight");
      double squares = 0;
      for (float weight : weights) {
        squares += weight * weight;
      }
      return Math.sqrt(squares / weights.length);
    }
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

  /**
   * Native objects that Deeplearning4j keeps per thread must not be made inside a scope of ours.
   */
  @Test
  void judgingLeavesDeeplearning4jUsable() throws Exception {
    Thread thread =
        new Thread(
            () -> {
              try (Arm vit = Requests.prepare(FineTuneProtocol.full(), request("fine-tune"));
                  Arm cnn = Requests.cnnArm(Architecture.SMALL_RESIDUAL, request("cnn"))) {
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
}
