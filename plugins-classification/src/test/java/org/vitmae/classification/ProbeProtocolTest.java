package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.MixConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.model.Cost;
import org.vitmae.model.Weights;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class ProbeProtocolTest {
  private static final int SIDE = 16;
  private static final int CLASSES = 4;
  private static final Batch BATCH = Batches.bands(32, SIDE, 3, CLASSES, 1);

  @TempDir private Path folder;

  @Test
  void probingLeavesTheEncoderAlone() throws Exception {
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = Files.createDirectory(folder.resolve("after"));
    try (Arm arm = Requests.prepare(ProbeProtocol.linear(), request("linear-probe"))) {
      arm.save(before);
      for (int step = 0; step < 3; step++) {
        arm.step(List.of(BATCH), 0.01);
      }
      arm.save(after);
    }

    assertThat(SavedTensors.changed(before, after))
        .containsExactly(
            "head.0.running_mean", "head.0.running_var", "head.1.bias", "head.1.weight");
  }

  @Test
  void keptFeaturesTrainTheSameHead() {
    ArmRequest request = Requests.withTrainImages(request("linear-probe"), 32);
    try (Arm kept = Requests.prepare(ProbeProtocol.linear(), request);
        Arm computed = Requests.prepare(ProbeProtocol.linear(), request("linear-probe"))) {
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

  @Test
  void aResumedProbeHasTheSameBits() throws Exception {
    ArmRequest request = Requests.withTrainImages(request("linear-probe"), 32);
    Path cut = Files.createDirectory(folder.resolve("cut"));
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Path resumed = Files.createDirectory(folder.resolve("resumed"));
    try (Arm arm = Requests.prepare(ProbeProtocol.linear(), request)) {
      train(arm, 0);
      arm.save(cut);
      train(arm, 1);
      train(arm, 2);
      arm.save(whole);
    }
    try (Arm arm = Requests.prepare(ProbeProtocol.linear(), request)) {
      arm.load(cut);
      train(arm, 1);
      train(arm, 2);
      arm.save(resumed);
    }

    assertThat(SavedTensors.changed(whole, resumed)).isEmpty();
  }

  /** Two batches of 12 out of 32 examples; in each epoch another 8 are left over. */
  private static void train(Arm arm, int epoch) {
    for (int first = 0; first < 24; first += 12) {
      int from = 8 * epoch + first;
      int[] examples = IntStream.range(0, 12).map(place -> (from + place) % 32).toArray();
      arm.step(List.of(BATCH.only(examples)), 0.01);
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
    RecipeConfig ten = Requests.recipe(10, AugmentConfig.cropAndFlip(1, 1, 1, 1, 0));
    RecipeConfig flipped = Requests.recipe(10, AugmentConfig.cropAndFlip(1, 1, 1, 1, 0.5));
    double encoder = Cost.classifierFlopsPerImage(request.model(), request.data());
    double head = 6.0 * 49 * CLASSES;

    assertThat(flops(Requests.withRecipe(request, flipped), 32)).isEqualTo(encoder + head);
    assertThat(flops(Requests.withRecipe(request, ten), 32)).isEqualTo(encoder / 10 + head);
    int tooMany = (int) (FeatureCache.LIMIT_BYTES / 48 / Float.BYTES) + 1;
    assertThat(flops(Requests.withRecipe(request, ten), tooMany)).isEqualTo(encoder + head);
  }

  @Test
  void planCountsTheEncoderInEveryEpochThatMayBeTheLastOrShowsMixedImages() {
    ArmRequest request = request("linear-probe");
    RecipeConfig ten = Requests.recipe(10, AugmentConfig.cropAndFlip(1, 1, 1, 1, 0));
    RecipeConfig patient = Requests.recipe(ten, 3, ten.mix());
    RecipeConfig mixed = Requests.recipe(ten, 0, new MixConfig(0.8, 0, 1, 0));
    double encoder = Cost.classifierFlopsPerImage(request.model(), request.data());
    double head = 6.0 * 49 * CLASSES;

    assertThat(flops(Requests.withRecipe(request, patient), 32)).isEqualTo(encoder + head);
    assertThat(flops(Requests.withRecipe(request, mixed), 32)).isEqualTo(encoder + head);
  }

  private static double flops(ArmRequest request, int trainImages) {
    return ProbeProtocol.linear()
        .plan(Requests.withTrainImages(request, trainImages))
        .trainFlopsPerImage();
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

  private static ArmRequest request(String protocol) {
    return Requests.request(protocol, Requests.data(SIDE, SIDE, 3), CLASSES, Requests.recipe(), 1);
  }
}
