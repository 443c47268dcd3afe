package org.vitmae.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The arms of an experiment, those of one group side by side. */
record Results(List<ArmResult> arms) {
  Results {
    arms = List.copyOf(arms);
  }

  /** Returns what an arm is compared with, which may be itself; empty if that is not finished. */
  Optional<ArmResult> baselineOf(ArmResult result) {
    return result
        .setting()
        .baseline()
        .flatMap(name -> arms.stream().filter(other -> other.arm().equals(name)).findFirst());
  }

  /** Returns the finished arms that others are compared with. */
  List<ArmResult> baselines() {
    Set<String> names =
        arms.stream()
            .flatMap(result -> result.setting().baseline().stream())
            .collect(Collectors.toSet());
    return arms.stream().filter(result -> names.contains(result.arm())).toList();
  }

  /** Returns the baseline in words: an arm, or the arm of a group that has the same value. */
  String baselineWords() {
    List<ArmResult> all = baselines();
    ArmSetting first = all.get(0).setting();
    return all.size() == 1
        ? first.arm()
        : first.group() + first.axis().map(axis -> " with the same " + axis.axis()).orElse("");
  }

  /** Returns the arms by group, in order. */
  Map<String, List<ArmResult>> groups() {
    return arms.stream()
        .collect(
            Collectors.groupingBy(
                result -> result.setting().group(), LinkedHashMap::new, Collectors.toList()));
  }
}
