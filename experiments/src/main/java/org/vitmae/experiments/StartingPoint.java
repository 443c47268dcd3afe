package org.vitmae.experiments;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vitmae.run.CellFolder;
import org.vitmae.run.WeightsCsv;
import org.vitmae.weights.TensorOrigin;
import org.vitmae.weights.TensorOrigin.Action;

/** Records what a cell's model started from. */
final class StartingPoint {
  private StartingPoint() {}

  /**
   * Writes {@code weights.csv} and returns a sentence for the report; nothing of either for a model
   * that started at random.
   */
  static List<String> record(CellFolder folder, List<TensorOrigin> origins) throws IOException {
    if (origins.isEmpty()) {
      return List.of();
    }
    WeightsCsv.write(folder.path().resolve("weights.csv"), origins);
    String counts =
        Stream.of(Action.values())
            .map(action -> count(origins, action) + " " + words(action))
            .collect(Collectors.joining(", "));
    return List.of("Started from weights: %s; weights.csv lists each tensor.".formatted(counts));
  }

  private static long count(List<TensorOrigin> origins, Action action) {
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
