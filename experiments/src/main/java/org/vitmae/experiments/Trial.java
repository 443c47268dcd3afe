package org.vitmae.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.SweepConfig;
import org.vitmae.config.SweptConfig;
import org.vitmae.data.Draws;

/**
 * One set of hyper-parameters that an arm is tried with.
 *
 * @param number from 0
 * @param values full key to its value as text
 * @param config the experiment with these values
 */
record Trial(String arm, int number, Map<String, String> values, ExperimentConfig config) {
  /** Returns the values as {@code key=value}, separated by semicolons. */
  String text() {
    return text(values);
  }

  private static String text(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Returns what a message on this trial begins with: its place in the definition, its values. */
  String where() {
    return where(arm, number, values);
  }

  private static String where(String arm, int number, Map<String, String> values) {
    return "sweeps.%s, trial %d (%s)".formatted(arm, number, text(values));
  }

  /** Returns the arm's definition with these values. */
  ArmConfig armConfig() {
    return config.arms().get(arm);
  }

  /**
   * Returns the trials of an arm's sweep, a function of the definition alone.
   *
   * @throws ConfigException naming all values that do not fit their keys, or if trials would train
   *     the same
   */
  static List<Trial> of(ConfigReader reader, ExperimentConfig config, String arm) {
    SweepConfig sweep = config.sweeps().get(arm);
    List<Map<String, String>> picked =
        switch (sweep.search()) {
          case GRID -> grid(sweep.keys());
          case RANDOM -> random(sweep);
        };
    List<Trial> trials = new ArrayList<>();
    TrialProblems problems = new TrialProblems(List.of());
    for (int number = 0; number < picked.size(); number++) {
      Map<String, String> values = picked.get(number);
      List<String> overrides =
          values.entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()).toList();
      try {
        trials.add(new Trial(arm, number, values, reader.with(config, overrides, "the sweep")));
      } catch (ConfigException e) {
        problems.add(where(arm, number, values), e.problems());
      }
    }
    if (trials.size() < picked.size()) {
      throw new ConfigException(problems.messages());
    }
    SweptKeys.check(arm, sweep.keys().keySet(), trials);
    return trials;
  }

  private static List<Map<String, String>> grid(Map<String, SweptConfig> keys) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, SweptConfig> key : keys.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (String value : key.getValue().values()) {
          Map<String, String> values = new LinkedHashMap<>(combination);
          values.put(key.getKey(), value);
          longer.add(values);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static List<Map<String, String>> random(SweepConfig sweep) {
    List<Map<String, String>> trials = new ArrayList<>();
    for (int trial = 0; trial < sweep.trials(); trial++) {
      Map<String, String> values = new LinkedHashMap<>();
      for (Map.Entry<String, SweptConfig> key : sweep.keys().entrySet()) {
        RandomGenerator random = Draws.of(sweep.seed(), "sweep " + key.getKey(), 0, trial);
        values.put(key.getKey(), draw(key.getValue(), random));
      }
      trials.add(values);
    }
    return trials;
  }

  private static String draw(SweptConfig swept, RandomGenerator random) {
    if (!swept.values().isEmpty()) {
      return swept.values().get(random.nextInt(swept.values().size()));
    }
    double share = random.nextDouble();
    double value =
        switch (swept.scale()) {
          case LINEAR -> swept.min() + share * (swept.max() - swept.min());
          case LOG -> swept.min() * Math.pow(swept.max() / swept.min(), share);
        };
    return String.format(Locale.ROOT, "%.3e", value); // more digits would only pretend precision
  }
}
