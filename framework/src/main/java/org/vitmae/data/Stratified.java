package org.vitmae.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws that treat each class alone; unlabeled examples count as one class. */
final class Stratified {
  private final SortedMap<Integer, List<Integer>> byClass = new TreeMap<>();

  /** Puts the examples of each class in a random order, a function of seed, purpose and class. */
  Stratified(Dataset dataset, long seed, String purpose) {
    for (int i = 0; i < dataset.size(); i++) {
      byClass.computeIfAbsent(dataset.label(i).orElse(-1), label -> new ArrayList<>()).add(i);
    }
    byClass.forEach((label, members) -> shuffle(members, Draws.of(seed, purpose, 0, label)));
  }

  /** Returns up to {@code perClass} examples of each class, in the order of the data set. */
  int[] atMost(int perClass) {
    return take(size -> perClass);
  }

  /** Returns the nearest whole number to {@code fraction} of each class, in order. */
  int[] share(double fraction) {
    return take(size -> Math.round(size * fraction));
  }

  /** Returns what {@link #share} does, but at least one example of each class. */
  int[] shareOfAll(double fraction) {
    return take(size -> Math.max(1, Math.round(size * fraction)));
  }

  /** Returns the first examples of each class, in the order of the data set. */
  private int[] take(IntToLongFunction limit) {
    return byClass.values().stream()
        .flatMapToInt(
            members ->
                members.stream()
                    .limit(limit.applyAsLong(members.size()))
                    .mapToInt(Integer::intValue))
        .sorted()
        .toArray();
  }

  /** Returns the positions below {@code size} that are not among the given ones. */
  static int[] others(int size, int[] sorted) {
    return IntStream.range(0, size).filter(i -> Arrays.binarySearch(sorted, i) < 0).toArray();
  }

  private static void shuffle(List<Integer> list, RandomGenerator random) {
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }
}
