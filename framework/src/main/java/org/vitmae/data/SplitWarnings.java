package org.vitmae.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What makes figures on splits say less than they seem to, though an experiment may want it so. */
final class SplitWarnings {
  private SplitWarnings() {}

  static List<String> of(Splits splits) {
    List<String> warnings = new ArrayList<>();
    splits
        .validation()
        .flatMap(validation -> overlap("validation", validation, "training", splits.train()))
        .ifPresent(warnings::add);
    splits.test().ifPresent(test -> warnings.addAll(ofTest(test, splits)));
    return List.copyOf(warnings);
  }

  private static List<String> ofTest(Dataset test, Splits splits) {
    return Stream.of(
            overlap("test", test, "training", splits.train()),
            splits.validation().flatMap(own -> overlap("test", test, "validation", own)),
            missingClasses(test))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Examples are told by their files and records; copies under other names are not found. */
  private static Optional<String> overlap(
      String judging, Dataset judged, String learning, Dataset learned) {
    Set<String> places = places(judged).collect(Collectors.toSet());
    List<String> shared = places(learned).filter(places::contains).sorted().toList();
    return shared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of the %d %s examples are %s examples too, for instance %s."
                .formatted(shared.size(), places.size(), judging, learning, shared.get(0)));
  }

  private static Stream<String> places(Dataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::describe);
  }

  private static Optional<String> missingClasses(Dataset test) {
    Set<Integer> there =
        IntStream.range(0, test.size())
            .mapToObj(test::label)
            .filter(OptionalInt::isPresent)
            .map(OptionalInt::getAsInt)
            .collect(Collectors.toSet());
    List<String> missing =
        IntStream.range(0, test.classNames().size())
            .filter(label -> !there.contains(label))
            .mapToObj(test.classNames()::get)
            .toList();
    return there.isEmpty() || missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of the %d classes have no test example, and count as 0 in means over classes: %s."
                .formatted(missing.size(), test.classNames().size(), String.join(", ", missing)));
  }
}
