package org.vitmae.config;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A whole experiment, checked: nothing in it can be missing or out of range.
 *
 * @param name the experiment's name; also the name of its run folder
 * @param description one or two sentences for {@code list} and the report
 * @param seeds every seed pretrains once and runs every arm {@code repeats} times
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:i}
 * @param precision {@code auto}, {@code fp32} or {@code bf16}
 * @param threads compute threads; 0 takes one per core
 * @param arms name to arm, in the order of the definition
 * @param report what the report shows
 * @param onlineProbe how often pretraining's features are looked at
 * @param variants name to another way to pretrain, in the order of the definition
 * @param repeats how often every arm runs per seed, each time with a seed of its own
 * @param sweeps arm to the search for its hyper-parameters
 * @param weights file or folder of weights to start from, relative to the data directory; empty for
 *     none
 * @param pretrainInitialization where pretraining starts from
 */
public record ExperimentConfig(
    String name,
    String description,
    List<Long> seeds,
    String device,
    String precision,
    int threads,
    DataConfig data,
    ModelConfig model,
    MaskingConfig masking,
    PretrainConfig pretrain,
    Map<String, ArmConfig> arms,
    ReportConfig report,
    OnlineProbeConfig onlineProbe,
    Map<String, VariantConfig> variants,
    int repeats,
    Map<String, SweepConfig> sweeps,
    String weights,
    PretrainInitialization pretrainInitialization) {
  /** Where pretraining starts from. */
  public enum PretrainInitialization {
    /** The reference's random initialization. */
    RANDOM,
    /** Encoder and decoder of {@code weights}. */
    WEIGHTS
  }

  /** Names that are safe as a folder's name on every system. */
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  public ExperimentConfig {
    Range.check(name.matches(NAME), "name", name, "letters, digits, dots, dashes, underscores");
    seeds = List.copyOf(seeds);
    Range.check(!seeds.isEmpty(), "seeds", seeds, "a list of at least one whole number");
    Range.check(
        new HashSet<>(seeds).size() == seeds.size(), "seeds", seeds, "a list without repeats");
    Range.check(
        device.matches("auto|cpu|cuda(:[0-9]{1,3})?"),
        "device",
        device,
        "auto, cpu, cuda or cuda:i with i the number of the GPU");
    Range.check(precision.matches("auto|fp32|bf16"), "precision", precision, "auto, fp32 or bf16");
    Range.within("threads", threads, 0, 1024);
    arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
    for (String arm : arms.keySet()) {
      Range.check(
          arm.matches(NAME) && !arm.matches("(pretrain|trial)(-.*)?"),
          "arms." + arm,
          arm,
          "named by letters, digits, dots, dashes, underscores, and not pretrain or trial");
    }
    pretrain.engine().check("pretrain.engine", device, precision);
    for (Map.Entry<String, ArmConfig> arm : arms.entrySet()) {
      String key = "arms." + arm.getKey();
      arm.getValue().head().engine().check(key + ".head.engine", device, precision);
      batchesFit(key + ".train", arm.getValue().train(), data);
    }
    checkPretraining("pretrain", pretrain.recipe(), data);
    patchesFit("data.image-height", data.imageHeight(), model.patchSize());
    patchesFit("data.image-width", data.imageWidth(), model.patchSize());
    variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    checkVariants(variants, arms, data);
    for (Map.Entry<String, VariantConfig> variant : variants.entrySet()) {
      String key = "variants." + variant.getKey() + ".pretrain.engine";
      variant.getValue().pretrain().engine().check(key, device, precision);
    }
    Range.atLeast("repeats", repeats, 1);
    sweeps = Collections.unmodifiableMap(new LinkedHashMap<>(sweeps));
    for (String arm : sweeps.keySet()) {
      Range.check(arms.containsKey(arm), "sweeps." + arm, arm, "one of the arms " + arms.keySet());
    }
    Set<String> groups = new LinkedHashSet<>(arms.keySet());
    arms.values().stream().map(arm -> arm.axis().group()).forEach(groups::add);
    groups.remove("");
    Range.check(
        arms.isEmpty() || groups.contains(report.baseline()),
        "report.baseline",
        report.baseline(),
        "one of the arms " + groups);
    Range.check(
        !weights.isEmpty() || startsFromWeights(arms, pretrainInitialization).isEmpty(),
        "weights",
        weights,
        "a file or folder, since "
            + startsFromWeights(arms, pretrainInitialization)
            + " has the value weights");
  }

  private static void checkVariants(
      Map<String, VariantConfig> variants, Map<String, ArmConfig> arms, DataConfig data) {
    variants.forEach(
        (name, variant) -> {
          Range.check(
              name.matches(NAME) && !name.matches("trial-.*"),
              "variants." + name,
              name,
              "named by letters, digits, dots, dashes, underscores, and not trial-...");
          int patchSize = variant.model().patchSize();
          Range.check(
              data.imageHeight() % patchSize == 0 && data.imageWidth() % patchSize == 0,
              "variants." + name + ".model.patch-size",
              patchSize,
              "a divisor of data.image-height and data.image-width");
          checkPretraining("variants." + name + ".pretrain", variant.pretrain().recipe(), data);
        });
    arms.forEach(
        (name, arm) ->
            Range.check(
                arm.variant().isEmpty() || variants.containsKey(arm.variant()),
                "arms." + name + ".variant",
                arm.variant(),
                "empty or one of the variants " + variants.keySet()));
  }

  /** Returns how a variant pretrains; the empty name is the experiment's own way. */
  public VariantConfig variant(String name) {
    return name.isEmpty()
        ? new VariantConfig(model, masking, pretrain)
        : Objects.requireNonNull(variants.get(name), name);
  }

  /** Returns this experiment with another model, masking and pretraining of its own. */
  public ExperimentConfig with(VariantConfig own) {
    return with(data, own);
  }

  /** Returns this experiment without its test examples, so that nothing can be judged on them. */
  public ExperimentConfig withoutTest() {
    return with(data.withoutTest(), variant(""));
  }

  private ExperimentConfig with(DataConfig otherData, VariantConfig own) {
    return new ExperimentConfig(
        name,
        description,
        seeds,
        device,
        precision,
        threads,
        otherData,
        own.model(),
        own.masking(),
        own.pretrain(),
        arms,
        report,
        onlineProbe,
        variants,
        repeats,
        sweeps,
        weights,
        pretrainInitialization);
  }

  /**
   * Returns the arm that an arm is compared with: the one that {@code report.baseline} names, or of
   * a group of that name the one with the same value.
   *
   * @return empty if the group has no arm with that value
   */
  public Optional<String> baseline(String arm) {
    if (arms.containsKey(report.baseline())) {
      return Optional.of(report.baseline());
    }
    AxisConfig axis = arms.get(arm).axis();
    return arms.entrySet().stream()
        .filter(other -> other.getValue().axis().group().equals(report.baseline()))
        .filter(other -> other.getValue().axis().isLevelWith(axis))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns what an arm starts from whose initialization is {@code weights}. */
  public String weightsOf(ArmConfig arm) {
    return arm.weights().isEmpty() ? weights : arm.weights();
  }

  /** Returns the keys that refer to the experiment's weights. */
  private static List<String> startsFromWeights(
      Map<String, ArmConfig> arms, PretrainInitialization pretrain) {
    Stream<String> ofArms =
        arms.entrySet().stream()
            .filter(arm -> arm.getValue().initialization() == ArmConfig.Initialization.WEIGHTS)
            .filter(arm -> arm.getValue().weights().isEmpty())
            .map(arm -> "arms." + arm.getKey() + ".initialization");
    Stream<String> ofPretraining =
        pretrain == PretrainInitialization.WEIGHTS
            ? Stream.of("pretrain-initialization")
            : Stream.empty();
    return Stream.concat(ofPretraining, ofArms).toList();
  }

  /** Refuses what a recipe may say, but pretraining has no use for. */
  private static void checkPretraining(String key, RecipeConfig pretrain, DataConfig data) {
    batchesFit(key, pretrain, data);
    Range.check(
        pretrain.optimizer() == RecipeConfig.OptimizerKind.ADAMW,
        key + ".optimizer",
        "lars",
        "adamw: lars is for arms");
    Range.check(
        pretrain.dropPath() == 0,
        key + ".drop-path",
        pretrain.dropPath(),
        "0: pretraining skips no branches");
    Range.check(
        pretrain.labelSmoothing() == 0,
        key + ".label-smoothing",
        pretrain.labelSmoothing(),
        "0: pretraining has no labels to smooth");
    Range.check(
        !pretrain.mix().isOn(),
        key + ".mix",
        pretrain.mix(),
        "off (both alphas 0): pretraining has no labels to mix");
    Range.check(
        pretrain.augment().framing().mode() != FramingConfig.Mode.WINDOW,
        key + ".augment.framing.mode",
        "window",
        "crop or fit, as pretraining is judged on images of one size");
  }

  private static void batchesFit(String key, RecipeConfig recipe, DataConfig data) {
    long most =
        Integer.MAX_VALUE / ((long) data.imageHeight() * data.imageWidth() * data.channels());
    Range.check(
        recipe.batchSize() <= most,
        key + ".batch-size",
        recipe.batchSize(),
        most + " at most, as the bytes of a batch are one array of 2 GB; raise accumulation");
  }

  private static void patchesFit(String key, int pixels, int patchSize) {
    Range.check(
        pixels % patchSize == 0, key, pixels, "a multiple of model.patch-size " + patchSize);
  }
}
