package org.vitmae.config;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A whole experiment, checked: nothing in it can be missing or out of range.
 *
 * @param name the experiment's name; also the name of its run folder
 * @param description one or two sentences for {@code list} and the report
 * @param seeds every seed pretrains once and runs every arm once
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:i}
 * @param precision {@code auto}, {@code fp32} or {@code bf16}
 * @param threads compute threads; 0 takes one per core
 * @param arms name to arm, in the order of the definition
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
    RecipeConfig pretrain,
    Map<String, ArmConfig> arms,
    ReportConfig report,
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
    Range.atLeast("threads", threads, 0);
    arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
    for (String arm : arms.keySet()) {
      Range.check(
          arm.matches(NAME) && !arm.equals("pretrain"),
          "arms." + arm,
          arm,
          "named by letters, digits, dots, dashes, underscores, and not pretrain");
    }
    patchesFit("data.image-height", data.imageHeight(), model.patchSize());
    patchesFit("data.image-width", data.imageWidth(), model.patchSize());
    Range.check(
        arms.isEmpty() || arms.containsKey(report.baseline()),
        "report.baseline",
        report.baseline(),
        "one of the arms " + arms.keySet());
    Range.check(
        !weights.isEmpty() || startsFromWeights(arms, pretrainInitialization).isEmpty(),
        "weights",
        weights,
        "a file or folder, since "
            + startsFromWeights(arms, pretrainInitialization)
            + " has the value weights");
  }

  /** Returns the keys that refer to the weights. */
  private static List<String> startsFromWeights(
      Map<String, ArmConfig> arms, PretrainInitialization pretrain) {
    Stream<String> ofArms =
        arms.entrySet().stream()
            .filter(arm -> arm.getValue().initialization() == ArmConfig.Initialization.WEIGHTS)
            .map(arm -> "arms." + arm.getKey() + ".initialization");
    Stream<String> ofPretraining =
        pretrain == PretrainInitialization.WEIGHTS
            ? Stream.of("pretrain-initialization")
            : Stream.empty();
    return Stream.concat(ofPretraining, ofArms).toList();
  }

  private static void patchesFit(String key, int pixels, int patchSize) {
    Range.check(
        pixels % patchSize == 0, key, pixels, "a multiple of model.patch-size " + patchSize);
  }
}
