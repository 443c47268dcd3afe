package org.vitmae.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    ReportConfig report) {
  public ExperimentConfig {
    seeds = List.copyOf(seeds);
    Range.check(!seeds.isEmpty(), "seeds", seeds, "a list of at least one whole number");
    Range.atLeast("threads", threads, 0);
    arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
    Range.check(
        arms.isEmpty() || arms.containsKey(report.baseline()),
        "report.baseline",
        report.baseline(),
        "one of the arms " + arms.keySet());
  }
}
