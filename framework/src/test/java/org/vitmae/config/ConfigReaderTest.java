package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.bench.BenchModel;

class ConfigReaderTest {
  private static final String SMALLEST =
      """
      data: {name: Scenes, format: scenes}
      """;
  private static final String TWO_ARMS =
      SMALLEST
          + """
          arm-defaults:
            labels-per-class: 20
            train: {epochs: 7, augment: {flip-probability: 0}}
          arms:
            zebra: {protocol: linear-probe, recipe: plain, initialization: mae, train: {optimizer: lars}}
            ape: {protocol: fine-tune, recipe: plain, initialization: random, labels-per-class: 3}
          report: {baseline: ape}
          """;

  @TempDir Path folder;

  private ExperimentConfig read(String yaml, String... overrides) throws IOException {
    return read(write("mine.yaml", yaml), overrides);
  }

  private Path write(String name, String yaml) throws IOException {
    return Files.writeString(folder.resolve(name), yaml);
  }

  private static ExperimentConfig read(Path file, String... overrides) {
    return new ConfigReader(ConfigReaderTest.class.getClassLoader())
        .read(file.toString(), List.of(overrides));
  }

  private List<String> problems(String yaml, String... overrides) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml, overrides));
    return e.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
  }

  @Test
  void defaultsFillWhatADefinitionLeavesOut() throws IOException {
    ExperimentConfig config = read(SMALLEST);

    assertThat(config.name()).isEqualTo("mine");
    assertThat(config.seeds()).containsExactly(0L);
    assertThat(config.model().embedDim()).isEqualTo(768);
    assertThat(config.masking()).isEqualTo(new MaskingConfig(MaskingConfig.Strategy.RANDOM, 0.75));
    assertThat(config.pretrain().recipe().learningRate()).isEqualTo(1.5e-4 * 64 / 256);
    assertThat(config.data().mean()).containsExactly(0.485, 0.456, 0.406);
    assertThat(config.arms()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tiny,192,12,3,128,4,4,16",
    "small,384,12,6,512,8,16,16",
    "base,768,12,12,512,8,16,16",
    "large,1024,24,16,512,8,16,16",
    "huge,1280,32,16,512,8,16,14"
  })
  void presetsAreThePapers(
      String preset, int dim, int depth, int heads, int decDim, int decDepth, int decHeads, int p)
      throws IOException {
    ModelConfig model = read(SMALLEST, "model.preset=" + preset).model();

    assertThat(model)
        .isEqualTo(
            ModelConfig.of(
                p,
                new ModelConfig.Blocks(dim, depth, heads),
                new ModelConfig.Blocks(decDim, decDepth, decHeads)));
  }

  @ParameterizedTest
  @EnumSource
  void whatBenchTimesAreThePresets(BenchModel timed) throws IOException {
    String preset = timed.name().toLowerCase(Locale.ROOT);

    assertThat(read(SMALLEST, "model.preset=" + preset).model()).isEqualTo(timed.config());
  }

  @Test
  void explicitKeysWinOverThePreset() throws IOException {
    ModelConfig model = read(SMALLEST + "model: {preset: tiny, patch-size: 8}\n").model();

    assertThat(model.patchSize()).isEqualTo(8);
    assertThat(model.embedDim()).isEqualTo(192);
  }

  @Test
  void armDefaultsStandUnderEveryArm() throws IOException {
    ExperimentConfig config = read(TWO_ARMS);

    ArmConfig zebra = config.arms().get("zebra");
    ArmConfig ape = config.arms().get("ape");
    assertThat(zebra.labelsPerClass()).isEqualTo(20);
    assertThat(ape.labelsPerClass()).isEqualTo(3);
    assertThat(zebra.train().optimizer()).isEqualTo(RecipeConfig.OptimizerKind.LARS);
    assertThat(ape.train().optimizer()).isEqualTo(RecipeConfig.OptimizerKind.ADAMW);
    assertThat(zebra.train().epochs()).isEqualTo(7);
    assertThat(ape.train().augment().flipProbability()).isZero();
    assertThat(ape.train().layerDecay()).isEqualTo(0.75);
  }

  @Test
  void anArmMayStartFromWeightsOfItsOwn() throws IOException {
    ExperimentConfig config =
        read(
            TWO_ARMS,
            "weights=mae",
            "arms.zebra.initialization=weights",
            "arms.ape.initialization=weights",
            "arms.ape.weights=supervised");

    assertThat(config.weightsOf(config.arms().get("zebra"))).isEqualTo("mae");
    assertThat(config.weightsOf(config.arms().get("ape"))).isEqualTo("supervised");
    assertThat(problems(TWO_ARMS, "arms.ape.initialization=weights"))
        .singleElement()
        .asString()
        .contains("[arms.ape.initialization] has the value weights");
    assertThat(problems(TWO_ARMS, "arms.ape.weights=supervised"))
        .singleElement()
        .asString()
        .contains("arms.ape.weights", "initialization is not weights");
  }

  @Test
  void overridesWinAndKeepTheOrderOfArms() throws IOException {
    ExperimentConfig config =
        read(
            TWO_ARMS,
            "arms.ape.train.epochs=9",
            "arms.ape.train.epochs=11",
            "seeds=[3, 4]",
            "pretrain.base-learning-rate=1e-3",
            "data.mean=0.5",
            "description=\"50 % of ${user.name}: x\"");

    assertThat(config.arms()).containsOnlyKeys("zebra", "ape");
    assertThat(List.copyOf(config.arms().keySet())).containsExactly("zebra", "ape");
    assertThat(config.arms().get("ape").train().epochs()).isEqualTo(11);
    assertThat(config.seeds()).containsExactly(3L, 4L);
    assertThat(config.pretrain().recipe().baseLearningRate()).isEqualTo(1e-3);
    assertThat(config.data().mean()).containsExactly(0.5, 0.5, 0.5);
    assertThat(config.description()).isEqualTo("50 % of ${user.name}: x");
  }

  @Test
  void anOverrideWithoutAValueEmptiesWhatWouldBeInherited() throws IOException {
    write("base.yaml", SMALLEST + "description: inherited\nweights: mae\n");
    String child = "extends: base.yaml\n";

    assertThat(read(child).weights()).isEqualTo("mae");
    assertThat(read(child, "weights=").weights()).isEmpty();
    assertThat(read(child, "weights= ", "description=").description()).isEmpty();
  }

  @Test
  void aSeedThatComesTwiceIsRefused() {
    assertThat(problems(SMALLEST, "seeds=[1, 1]"))
        .containsExactly("seeds (--set): found [1, 1], must be a list without repeats");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trial", "trial-ape-0", "pretrain", "pretrain-ape"})
  void noArmIsCalledLikeATrialOrAPretraining(String name) {
    assertThat(problems(TWO_ARMS.replace("zebra", name)))
        .singleElement()
        .asString()
        .startsWith("arms." + name)
        .contains("and not pretrain or trial");
  }

  @Test
  void inheritedArmsCanBeLeftOut() throws IOException {
    write("two.yaml", TWO_ARMS);
    Path one = write("mine.yaml", "extends: ./two.yaml\narms: {zebra: null}\n");

    assertThat(read(one).arms().keySet()).containsExactly("ape");
    assertThat(read(TWO_ARMS, "arms.zebra=null").arms().keySet()).containsExactly("ape");
    assertThat(problems(TWO_ARMS, "arms.ape=null"))
        .singleElement()
        .asString()
        .contains("report.baseline", "ape");
    assertThat(problems(TWO_ARMS, "arms.zbra=null"))
        .containsExactly(
            "arms.zbra (--set): no such arm, the nearest is zebra; add arms in a file");
  }

  @Test
  void anArmThatWasLeftOutCanBeSaidAnew() throws IOException {
    write("two.yaml", TWO_ARMS);
    write("without.yaml", "extends: ./two.yaml\narms: {zebra: {}}\n");
    Path anew =
        write(
            "mine.yaml",
            "extends: ./without.yaml\narms: {zebra: {protocol: mlp, initialization: mae}}\n");

    ArmConfig zebra = read(anew).arms().get("zebra");
    assertThat(zebra.protocol()).isEqualTo("mlp");
    assertThat(zebra.train().optimizer()).isEqualTo(RecipeConfig.OptimizerKind.ADAMW);
    assertThat(zebra.train().epochs()).isEqualTo(7);
  }

  @Test
  void anArmOfDefaultsAloneStays() throws IOException {
    String yaml =
        SMALLEST
            + """
            arm-defaults: {protocol: fine-tune, recipe: plain, initialization: random}
            arms: {plain: {}}
            report: {baseline: plain}
            """;
    assertThat(read(yaml).arms().get("plain").protocol()).isEqualTo("fine-tune");
  }

  @ParameterizedTest
  @ValueSource(strings = {"arms={}", "pretrain=null", "pretrain.epochs=null", "data={mean: null}"})
  void anOverrideThatChangesNothingIsRefused(String override) {
    assertThat(problems(TWO_ARMS, override))
        .singleElement()
        .asString()
        .contains("(--set): has no value, so it would change nothing");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 8000})
  void threadsAreNoMoreThanAProcessCanHave(int threads) {
    assertThat(problems(SMALLEST, "threads=" + threads))
        .containsExactly("threads (--set): found %d, must be from 0 to 1024".formatted(threads));
  }

  @Test
  void mixingAndColorsAreChecked() {
    assertThat(
            problems(
                SMALLEST,
                "pretrain.mix.mixup-alpha=0.8",
                "pretrain.augment.color-jitter=0.4",
                "pretrain.augment.rand-augment-magnitude=9"))
        .containsExactly(
            "pretrain.augment.color-jitter (--set): found 0.4, must be 0 while"
                + " rand-augment-magnitude is not: RandAugment changes colors itself",
            "pretrain.mix (--set): found a section, must be off (both alphas 0): pretraining has no"
                + " labels to mix");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pretrain.optimizer=lars | pretrain.optimizer (--set): found \"lars\", must be adamw: lars is for arms",
        "pretrain.drop-path=0.1 | pretrain.drop-path (--set): found 0.1, must be 0: pretraining skips no branches",
        "pretrain.label-smoothing=0.1 | pretrain.label-smoothing (--set): found 0.1, must be 0: pretraining has no labels to smooth"
      })
  void pretrainingRefusesWhatItWouldIgnore(String override, String problem) {
    assertThat(problems(SMALLEST, override)).containsExactly(problem);
  }

  @Test
  void variantsArePretrainedByTheSameRules() throws IOException {
    String variants = SMALLEST + "variants: {mixed: {pretrain: {mix: {cutmix-alpha: 1}}}}\n";

    assertThat(problems(variants))
        .containsExactly(
            "variants.mixed.pretrain.mix (mine.yaml): found a section, must be off (both alphas 0):"
                + " pretraining has no labels to mix");
  }

  @Test
  void aBatchFitsAnArray() throws IOException {
    assertThat(problems(SMALLEST, "pretrain.batch-size=20000"))
        .containsExactly(
            "pretrain.batch-size (--set): found 20000, must be 14266 at most, as the bytes of a"
                + " batch are one array of 2 GB; raise accumulation");
  }

  @Test
  void larsDoesNotClip() throws IOException {
    assertThat(problems(TWO_ARMS, "arms.zebra.train.clip-grad-norm=1"))
        .containsExactly(
            "arms.zebra.train.clip-grad-norm (--set): found 1, must be 0, as lars does not clip");
  }

  @Test
  void stepsHaveNoLeastRate() throws IOException {
    assertThat(problems(TWO_ARMS, "arms.ape.train.decay=steps", "pretrain.decay=root"))
        .containsExactlyInAnyOrder(
            "arms.ape.train.min-learning-rate (defaults.yaml): found 1.0E-6, must be 0, as decay is"
                + " steps, which end at a hundredth of the rate",
            "pretrain.decay (--set): found \"root\", must be one of cosine, linear, steps");
    assertThat(
            read(TWO_ARMS, "arms.ape.train.decay=steps", "arms.ape.train.min-learning-rate=0")
                .arms()
                .get("ape")
                .train()
                .decay())
        .isEqualTo(RecipeConfig.Decay.STEPS);
  }

  @Test
  void onlyWindowsAreDrawnAgain() throws IOException {
    String key = "arms.ape.train.augment.framing.";

    assertThat(problems(TWO_ARMS, key + "mode=fit", key + "class-share-max=0.75"))
        .containsExactly(
            key + "class-share-max (--set): found 0.75, must be 1 unless mode is window");
    assertThat(problems(TWO_ARMS, key + "mode=window", key + "class-share-max=0"))
        .containsExactly(key + "class-share-max (--set): found 0, must be from 0.01 to 1");
    assertThat(
            read(TWO_ARMS, key + "mode=window", key + "class-share-max=0.75")
                .arms()
                .get("ape")
                .train()
                .augment()
                .framing()
                .classShareMax())
        .isEqualTo(0.75);
  }

  @Test
  void extendsInheritsAllButTheName() throws IOException {
    Files.createDirectory(folder.resolve("base"));
    write("base/parent.yaml", TWO_ARMS + "name: parent\nseeds: [1, 2, 3]\nmodel: {preset: tiny}\n");
    Path child =
        write(
            "child.yaml",
            "extends: base/parent.yaml\nseeds: [9]\narms: {emu: {protocol: cnn, initialization:"
                + " random}, ape: {labels-per-class: 4}}\n");

    ExperimentConfig config = read(child);

    assertThat(config.name()).isEqualTo("child");
    assertThat(config.seeds()).containsExactly(9L);
    assertThat(config.model().embedDim()).isEqualTo(192);
    assertThat(List.copyOf(config.arms().keySet())).containsExactly("zebra", "ape", "emu");
    assertThat(config.arms().get("ape").labelsPerClass()).isEqualTo(4);
    assertThat(config.arms().get("emu").train().epochs()).isEqualTo(7);
  }

  @Test
  void shippedDefinitionsAreFoundByName() {
    ConfigReader reader = new ConfigReader(getClass().getClassLoader());

    assertThat(reader.shippedNames()).contains("shipped-for-tests");
    assertThat(reader.read("shipped-for-tests", List.of()).name()).isEqualTo("shipped-for-tests");
    assertThatThrownBy(() -> reader.read("shiped-for-tests", List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("did you mean shipped-for-tests");
  }

  @Test
  void circularExtendsNamesTheCircle() throws IOException {
    write("a.yaml", "extends: ./b.yaml\n");
    Path b = write("b.yaml", "extends: ./a.yaml\n");

    assertThatThrownBy(() -> read(b))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("circle")
        .hasMessageContaining("a.yaml");
  }

  @Test
  void everyProblemIsReportedAtOnce() throws IOException {
    String expected =
        new String(
            getClass().getResourceAsStream("problems.txt").readAllBytes(), StandardCharsets.UTF_8);
    String yaml =
        new String(
            getClass().getResourceAsStream("problems.yaml").readAllBytes(), StandardCharsets.UTF_8);

    assertThat(
            problems(
                yaml,
                "masking.ratio=1.5",
                "arms.aep.train.epochs=2",
                "pretrain.epochs",
                "seeds=[0, one]"))
        .containsExactlyElementsOf(expected.lines().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: !!javax.script.ScriptEngineManager []",
        "a: &x {b: 1}\nc: *x",
        "data: {name: a}\ndata: {name: b}",
        "just text",
        "data: [unclosed",
        "1: 2"
      })
  void textThatIsNotPlainYamlIsRefused(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mine.yaml");
  }

  @Test
  void anEmptyListClearsWhatWouldBeInherited() throws IOException {
    write(
        "base.yaml",
        """
        data:
          {name: A, format: list, target: values, train: {path: a, list: b}, target-columns: [1, 2]}
        """);
    String kept = "extends: base.yaml\n";
    String cleared = kept + "data: {target-columns: []}\n";

    assertThat(read(kept).data().targetColumns()).containsExactly(1, 2);
    assertThat(read(cleared).data().targetColumns()).isEmpty();
    assertThat(read(kept, "data.target-columns=[]").data().targetColumns()).isEmpty();
    assertThat(read(cleared, "data.target-columns=[3]").data().targetColumns()).containsExactly(3);
  }

  @Test
  void anEmptyListIsRefusedWhereAValueIsNeeded() {
    assertThat(problems(SMALLEST + "seeds: []\n", "pretrain.epochs=[]", "name=[]"))
        .containsExactlyInAnyOrder(
            "seeds (mine.yaml): found [], must be a list of at least one whole number",
            "pretrain.epochs (--set): found [], must be a whole number up to 2147483647",
            "name (--set): found [], must be text; put it in quotes if it looks like a"
                + " number");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> read("a: " + "[".repeat(5000) + "]".repeat(5000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("epth");
  }

  @Test
  void namesThatWouldLeaveTheRunFolderAreRefused() {
    assertThat(problems(SMALLEST + "name: ../elsewhere\n"))
        .containsExactly(
            "name (mine.yaml): found \"../elsewhere\", must be letters, digits, dots, dashes,"
                + " underscores");
  }

  @Test
  void thePretrainingEngineIsRefusedWhatItCannotDo() {
    String second = SMALLEST + "pretrain: {engine: deeplearning4j}\n";

    assertThat(problems(second + "precision: bf16\ndevice: cuda:1\n"))
        .containsExactlyInAnyOrder(
            "precision (mine.yaml): found \"bf16\", must be auto or fp32, as pretrain.engine is"
                + " deeplearning4j, which computes in 32 bits; for bf16 choose libtorch there",
            "device (mine.yaml): found \"cuda:1\", must be auto or cpu, as pretrain.engine is"
                + " deeplearning4j, which computes on the CPU; for a GPU choose libtorch there");
    assertThat(problems(SMALLEST, "pretrain.engine=jax"))
        .containsExactly(
            "pretrain.engine (--set): found \"jax\", must be one of libtorch, deeplearning4j");
  }

  @Test
  void anArmsEngineIsItsProtocols() {
    assertThat(problems(TWO_ARMS, "arms.ape.train.engine=deeplearning4j"))
        .singleElement()
        .asString()
        .startsWith("arms.ape.train.engine (--set): unknown key");
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> read(folder.resolve("absent.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("absent.yaml: no such file");
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder + ": a folder; expected an experiment definition in YAML");
  }
}
