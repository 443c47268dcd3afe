package org.vitmae.experiments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ConfigException;

/** Which keys of a sweep have a part in what its arm trains. */
final class SweptKeys {
  /** Keys that place an arm in figures, or say when to log and save. */
  private static final Pattern NOTHING_TRAINED =
      Pattern.compile(
          "arms\\..+\\.axis\\..+"
              + "|(.+\\.)?(train|pretrain)\\.(checkpoint-every-epochs|keep-last|log-every-steps)");

  /** Keys of the model that its encoder does not depend on. */
  private static final Pattern PRETRAINING_ONLY =
      Pattern.compile("(.+\\.)?model\\.(decoder-.+|loss|norm-pix-loss|mask-tokens-in-encoder)");

  private SweptKeys() {}

  /**
   * Refuses what would be reported as tried though it changes nothing.
   *
   * @throws ConfigException if no trial uses a key, or two with different values train the same
   */
  static void check(String arm, Set<String> keys, List<Trial> trials) {
    List<String> unused =
        keys.stream().filter(key -> trials.stream().noneMatch(t -> isUsed(key, t))).toList();
    if (!unused.isEmpty()) {
      throw new ConfigException(
          "sweeps.%s.keys: %s changes nothing of what the arm trains; sweep keys of %s"
              .formatted(
                  arm, String.join(", ", unused), String.join(", ", sections(trials.get(0)))));
    }
    Map<Map<String, String>, Trial> seen = new HashMap<>();
    for (Trial trial : trials) {
      Map<String, String> used = new HashMap<>(trial.values());
      used.keySet().removeIf(key -> !isUsed(key, trial));
      Trial same = seen.putIfAbsent(used, trial);
      if (same != null && !same.values().equals(trial.values())) {
        throw new ConfigException(
            "sweeps.%s.keys: trials %d (%s) and %d (%s) would train the same; sweep keys that both use"
                .formatted(arm, same.number(), same.text(), trial.number(), trial.text()));
      }
    }
  }

  private static boolean isUsed(String key, Trial trial) {
    return sections(trial).stream().anyMatch(section -> key.startsWith(section + "."))
        && !NOTHING_TRAINED.matcher(key).matches()
        && (pretrains(trial) || !PRETRAINING_ONLY.matcher(key).matches());
  }

  /** Returns the sections of the definition that a trial is made from. */
  private static List<String> sections(Trial trial) {
    String variant = trial.armConfig().variant();
    List<String> start =
        pretrains(trial) ? List.of("model", "masking", "pretrain") : List.of("model");
    return Stream.concat(
            Stream.of("arms." + trial.arm()),
            start.stream()
                .map(name -> variant.isEmpty() ? name : "variants." + variant + "." + name))
        .toList();
  }

  private static boolean pretrains(Trial trial) {
    return trial.armConfig().initialization() == ArmConfig.Initialization.MAE;
  }
}
