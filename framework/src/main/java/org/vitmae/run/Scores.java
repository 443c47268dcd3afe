package org.vitmae.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.vitmae.files.AtomicFile;

/**
 * What every test example contributes to an arm's primary metric, which is the mean of the scores:
 * the file {@code scores.csv} of a cell. Not thread-safe.
 */
public final class Scores {
  private static final String FILE = "scores.csv";

  private final SortedMap<Long, Double> byId = new TreeMap<>();

  /**
   * Adds a batch.
   *
   * @param ids sample ids, [N]
   * @param scores of the first examples of the batch, at most N; what follows them is padding
   * @throws IllegalArgumentException if there are more scores than ids, an example had one before,
   *     or one is not finite
   */
  public void add(long[] ids, double[] scores) {
    if (scores.length > ids.length) {
      throw new IllegalArgumentException(
          "a batch of %d examples has at most as many scores, got %d"
              .formatted(ids.length, scores.length));
    }
    for (int n = 0; n < scores.length; n++) {
      if (!Double.isFinite(scores[n])) {
        throw new IllegalArgumentException(
            "a score is a finite number, got %s for sample %d".formatted(scores[n], ids[n]));
      }
      if (byId.putIfAbsent(ids[n], scores[n]) != null) {
        throw new IllegalArgumentException("sample %d has a score already".formatted(ids[n]));
      }
    }
  }

  /**
   * Writes {@code scores.csv} with the header {@code id,score}, sorted by id.
   *
   * @param cellFolder an existing folder
   * @throws IOException if the file cannot be written
   */
  public void write(Path cellFolder) throws IOException {
    StringBuilder csv = new StringBuilder("id,score\n");
    byId.forEach((id, score) -> csv.append(id).append(',').append(score).append('\n'));
    AtomicFile.write(cellFolder.resolve(FILE), csv.toString());
  }
}
