package org.vitmae.experiments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vitmae.run.CellFolder;
import org.vitmae.run.WeightsCsv;
import org.vitmae.weights.TensorOrigin;
import org.vitmae.weights.TensorOrigin.Action;
import org.vitmae.weights.WeightsSource;

/**
 * What a cell's model started from.
 *
 * @param weights the given weights, empty from this experiment's pretraining or at random
 * @param origins what became of every tensor; empty at random
 */
record StartingPoint(Optional<WeightsSource> weights, List<TensorOrigin> origins) {
  StartingPoint {
    origins = List.copyOf(origins);
  }

  /** Writes {@code weights.csv}, unless the model started at random. */
  void write(CellFolder folder) throws IOException {
    if (!origins.isEmpty()) {
      WeightsCsv.write(folder.path().resolve("weights.csv"), origins);
    }
  }

  /** Returns sentences for the report. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!origins.isEmpty()) {
      String counts =
          Stream.of(Action.values())
              .map(action -> count(action) + " " + words(action))
              .collect(Collectors.joining(", "));
      notes.add("Started from weights: %s; weights.csv lists each tensor.".formatted(counts));
    }
    if (weights.isPresent()) {
      notes.add(
          "What the pretraining of these weights cost and on which images is not known here and not"
              + " counted.");
    }
    return notes;
  }

  private long count(Action action) {
    return origins.stream().filter(origin -> origin.action() == action).count();
  }

  private static String words(Action action) {
    return switch (action) {
      case USED -> "tensors used";
      case RESIZED -> "resized";
      case IGNORED -> "of the source ignored";
      case INITIAL -> "of the model left at their initial values";
    };
  }
}
