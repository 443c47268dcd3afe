package org.vitmae.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Examples that are in two splits, so that figures on the one are not of examples that are new to a
 * model. They are told by their files and records; copies under other names are not found.
 */
final class Overlaps {
  private Overlaps() {}

  /** Returns a sentence for each two splits that share examples; most often none. */
  static List<String> of(Splits splits) {
    List<String> sentences = new ArrayList<>();
    sentence("validation", splits.validation(), "training", splits.train())
        .ifPresent(sentences::add);
    sentence("test", splits.test(), "training", splits.train()).ifPresent(sentences::add);
    splits
        .validation()
        .flatMap(validation -> sentence("test", splits.test(), "validation", validation))
        .ifPresent(sentences::add);
    return List.copyOf(sentences);
  }

  private static Optional<String> sentence(
      String judging, Optional<Dataset> judged, String learning, Dataset learned) {
    Set<String> places = judged.stream().flatMap(Overlaps::places).collect(Collectors.toSet());
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
}
