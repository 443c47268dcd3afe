package org.vitmae.experiments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with trials: each problem once, with the first trial that has it. */
final class TrialProblems {
  private final Set<String> known;
  private final List<String> messages = new ArrayList<>();

  /**
   * Begins with none.
   *
   * @param known problems of the definition itself, which trials have as well
   */
  TrialProblems(Collection<String> known) {
    this.known = new HashSet<>(known);
  }

  /** Adds what is new of a trial's problems. */
  void add(String where, Collection<String> problems) {
    problems.stream()
        .filter(known::add)
        .map(problem -> where + ": " + problem)
        .forEach(messages::add);
  }

  /** Returns a sentence per problem, which begins with where it is. */
  List<String> messages() {
    return List.copyOf(messages);
  }
}
