package org.vitmae.deeplearning4j.mae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.BatchStream;
import org.vitmae.data.Loader;
import org.vitmae.data.LoaderOptions;
import org.vitmae.data.Splits;
import org.vitmae.data.TrainTransform;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.TinyMae;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.Pretraining;
import org.vitmae.train.TorchPretraining;

/** Holds the two engines against each other. */
class SameDiffPretrainingTest {
  private static final PatchGrid GRID = new PatchGrid(3, 4, 2, 3);
  private static final MaskingConfig MASKING =
      new MaskingConfig(MaskingConfig.Strategy.RANDOM, 0.75);
  private static final double RATE = 1e-2;
  private static final long SEED = 5;

  @TempDir private Path folder;

  @BeforeAll
  static void oneThread() {
    ComputeThreads.configure(1);
  }

  private static RecipeConfig recipe(String... overrides) {
    return definition(overrides).pretrain().recipe();
  }

  private static ExperimentConfig definition(String... overrides) {
    return new ConfigReader(SameDiffPretrainingTest.class.getClassLoader())
        .read("shipped-for-tests", List.of(overrides));
  }

  private static RecipeConfig averaging() {
    return recipe("pretrain.ema-decay=0.5", "pretrain.clip-grad-norm=0.5");
  }

  private static Pretraining torch(ModelConfig model, RecipeConfig recipe) {
    return new TorchPretraining(
        model,
        TinyMae.data(6, 8, 3),
        MASKING,
        recipe,
        Device.CPU,
        Precision.FP32,
        SEED,
        Optional.empty());
  }

  private static Pretraining sameDiff(ModelConfig model, RecipeConfig recipe) {
    return new SameDiffPretraining(
        model, TinyMae.data(6, 8, 3), MASKING, recipe, SEED, Optional.empty());
  }

  private static Batch batch(int epoch, int first) {
    return TinyMae.batch(GRID, epoch, first, 4);
  }

  private static double step(Pretraining pretraining, Batch... batches) {
    pretraining.step(List.of(batches), RATE);
    return pretraining.takeLosses()[0];
  }

  static Stream<ModelConfig> models() {
    return Stream.of(
        TinyMae.config(),
        TinyMae.config(2, 1, false, ModelConfig.Loss.L1),
        TinyMae.config().withMaskTokensInEncoder(true));
  }

  @ParameterizedTest
  @MethodSource("models")
  void bothEnginesLearnTheSame(ModelConfig model) {
    try (Pretraining first = torch(model, averaging());
        Pretraining second = sameDiff(model, averaging())) {
      for (int i = 0; i < 10; i++) {
        Batch[] batches =
            i % 3 == 2 ? new Batch[] {batch(i, 0), batch(i, 4)} : new Batch[] {batch(i, 0)};
        assertThat(step(second, batches)).isCloseTo(step(first, batches), within(1e-5));
      }
      List<Batch> held = List.of(batch(0, 50), batch(0, 60));
      assertThat(second.evaluate(held).get("loss"))
          .isCloseTo(first.evaluate(held).get("loss"), within(1e-5));
      assertThat(second.isFinite()).isTrue();
    }
  }

  @Test
  void bothEnginesSeeTheSameInImages() {
    try (Pretraining first = torch(TinyMae.config(), averaging());
        Pretraining second = sameDiff(TinyMae.config(), averaging())) {
      step(first, batch(0, 0));
      step(second, batch(0, 0));
      Batch shown = withValid(batch(0, 20), 3);
      List<float[]> features = second.withKeptWeights(() -> second.features(shown));
      List<float[]> expected = first.withKeptWeights(() -> first.features(shown));
      assertThat(features).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(features.get(i)).hasSize(8).containsExactly(expected.get(i), within(1e-5f));
      }
      assertThat(second.reconstruct(shown)).hasSize(3);
      byte[] drawn = second.reconstruct(shown).get(2).reconstructed().pixels();
      byte[] wanted = first.reconstruct(shown).get(2).reconstructed().pixels();
      IntStream.range(0, drawn.length)
          .forEach(i -> assertThat((double) drawn[i]).isCloseTo(wanted[i], within(1.0)));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eitherGoesOnFromTheOthersCheckpoint(boolean fromTorch) throws IOException {
    try (Pretraining torch = torch(TinyMae.config(), averaging());
        Pretraining sameDiff = sameDiff(TinyMae.config(), averaging())) {
      Pretraining begun = fromTorch ? torch : sameDiff;
      Pretraining other = fromTorch ? sameDiff : torch;
      step(begun, batch(0, 0));
      step(begun, batch(1, 0));
      begun.save(folder);
      step(other, batch(9, 0)); // so that it has something to forget
      other.load(folder);

      Batch held = batch(0, 40);
      assertThat(other.evaluate(List.of(held)).get("loss"))
          .isCloseTo(begun.evaluate(List.of(held)).get("loss"), within(1e-5));
      for (int i = 2; i < 6; i++) {
        assertThat(step(other, batch(i, 0))).isCloseTo(step(begun, batch(i, 0)), within(1e-5));
      }
    }
  }

  @Test
  void whatIsLoadedGoesOnWithTheSameBits() throws IOException {
    try (Pretraining begun = sameDiff(TinyMae.config(), averaging());
        Pretraining resumed = sameDiff(TinyMae.config(), averaging())) {
      step(begun, batch(0, 0));
      begun.save(Files.createDirectory(folder.resolve("half")));
      step(resumed, batch(9, 0)); // so that it has something to forget
      resumed.load(folder.resolve("half"));
      step(begun, batch(1, 0));
      step(resumed, batch(1, 0));
      begun.save(Files.createDirectory(folder.resolve("begun")));
      resumed.save(Files.createDirectory(folder.resolve("resumed")));
    }
    for (String file : List.of("model", "optimizer", "ema")) {
      assertThat(folder.resolve("resumed/" + file + ".safetensors"))
          .hasSameBinaryContentAs(folder.resolve("begun/" + file + ".safetensors"));
    }
  }

  @Test
  void initialWeightsAreTheSameBitsOnBothEngines() throws IOException {
    try (Pretraining first = torch(TinyMae.config(), recipe());
        Pretraining second = sameDiff(TinyMae.config(), recipe())) {
      first.save(Files.createDirectory(folder.resolve("torch")));
      second.save(Files.createDirectory(folder.resolve("same-diff")));
    }
    assertThat(folder.resolve("same-diff/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("torch/model.safetensors"));
  }

  @Test
  void paddingDoesNotCount() {
    try (Pretraining pretraining = sameDiff(TinyMae.config(), recipe())) {
      Batch two = TinyMae.batch(GRID, 0, 0, 2);
      Batch padded = withValid(batch(0, 0), 2);
      assertThat(pretraining.evaluate(List.of(padded)).get("loss"))
          .isCloseTo(pretraining.evaluate(List.of(two)).get("loss"), within(1e-6));
    }
  }

  @Test
  void checkpointsOfAnotherModelAreRefused() throws IOException {
    try (Pretraining deep = sameDiff(TinyMae.config(), recipe());
        Pretraining flat = sameDiff(TinyMae.config(2, 1, true, ModelConfig.Loss.L2), recipe())) {
      deep.save(folder);
      assertThatThrownBy(() -> flat.load(folder))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("blocks.1.");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStepThatFailedLeavesNoGradientBehind(boolean onTorch) {
    Batch unfit = TinyMae.batch(new PatchGrid(3, 2, 2, 3), 0, 0, 4);
    try (Pretraining failing = pretraining(onTorch);
        Pretraining plain = pretraining(onTorch)) {
      step(failing, batch(0, 0));
      step(plain, batch(0, 0));

      assertThatThrownBy(() -> step(failing, batch(1, 0), unfit))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> step(failing))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a step needs at least one batch, got none");

      for (int i = 2; i < 4; i++) {
        assertThat(step(failing, batch(i, 0))).isEqualTo(step(plain, batch(i, 0)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClosedOneOverwritesNothing(boolean onTorch) throws IOException {
    Pretraining pretraining = pretraining(onTorch);
    step(pretraining, batch(0, 0));
    pretraining.save(folder);
    byte[] saved = Files.readAllBytes(folder.resolve("model.safetensors"));
    pretraining.close();

    assertThatThrownBy(() -> pretraining.save(folder)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> step(pretraining, batch(1, 0)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pretraining.load(folder)).isInstanceOf(IllegalStateException.class);

    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(saved);
  }

  private static Pretraining pretraining(boolean onTorch) {
    return onTorch ? torch(TinyMae.config(), averaging()) : sameDiff(TinyMae.config(), averaging());
  }

  /** Trains both engines on the same real batches for longer. */
  @Test
  @Tag("slow")
  void bothEnginesStayTogetherFor200Steps() {
    ExperimentConfig config =
        definition(
            "data.image-height=32",
            "data.image-width=32",
            "data.train.count=400",
            "model.patch-size=4",
            "model.embed-dim=48",
            "model.depth=3",
            "model.decoder-embed-dim=32",
            "model.decoder-depth=1",
            "pretrain.batch-size=16");
    RecipeConfig recipe = config.pretrain().recipe();
    double worst = 0;
    int steps = 0;
    try (Splits splits = Splits.open(config.data(), folder);
        Pretraining first =
            new TorchPretraining(
                config.model(),
                config.data(),
                config.masking(),
                recipe,
                Device.CPU,
                Precision.FP32,
                0,
                Optional.empty());
        Pretraining second =
            new SameDiffPretraining(
                config.model(), config.data(), config.masking(), recipe, 0, Optional.empty())) {
      Loader loader =
          new Loader(
              splits.train(),
              new TrainTransform(recipe.augment(), config.data()),
              new LoaderOptions(recipe.batchSize(), true, true, 0, 1, config.data().onCorrupt()));
      for (int epoch = 0; steps < 200; epoch++) {
        try (BatchStream batches = loader.open(epoch, 0)) {
          for (; batches.hasNext() && steps < 200; steps++) {
            List<Batch> batch = List.of(batches.next());
            double rate = 1e-3 * Math.min(1, steps / 20.0);
            first.step(batch, rate);
            second.step(batch, rate);
            worst = Math.max(worst, Math.abs(first.takeLosses()[0] - second.takeLosses()[0]));
          }
        }
      }
    }
    System.out.printf("greatest difference of the losses in %d steps: %.2e%n", steps, worst);
    assertThat(worst).isLessThan(1e-4);
  }

  private static Batch withValid(Batch batch, int valid) {
    return new Batch(
        batch.epoch(),
        batch.ids(),
        valid,
        batch.height(),
        batch.width(),
        batch.channels(),
        batch.pixels(),
        batch.annotations());
  }
}
