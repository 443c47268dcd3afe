package org.vitmae.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Task;

/** The arms of an experiment against the tasks on the class path. */
final class Arms {
  private Arms() {}

  /**
   * Checks that every arm's task and protocol exist, before anything is trained.
   *
   * @throws ConfigException naming all that do not
   */
  static void check(ExperimentConfig config, Function<String, Task> tasks) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, ArmConfig> entry : config.arms().entrySet()) {
      String key = "arms." + entry.getKey();
      ArmConfig arm = entry.getValue();
      try {
        Set<String> protocols = tasks.apply(arm.task()).protocols();
        if (!protocols.contains(arm.protocol())) {
          problems.add(
              "%s.protocol: found \"%s\", must be one of %s"
                  .formatted(
                      key,
                      arm.protocol(),
                      String.join(", ", protocols.stream().sorted().toList())));
        }
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(key + ".task: " + problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
