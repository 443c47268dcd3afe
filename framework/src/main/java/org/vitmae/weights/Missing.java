package org.vitmae.weights;

import java.nio.file.Path;
import java.util.Set;
import org.vitmae.checkpoint.CheckpointException;

/** The error of asking for a tensor that is not there. */
final class Missing {
  private static final int SHOWN = 8;

  private Missing() {}

  static CheckpointException tensor(Path source, String name, Set<String> names) {
    return new CheckpointException(
        "%s has no tensor '%s'; of its %d tensors the first are %s. Check that it holds this model."
            .formatted(source, name, names.size(), names.stream().limit(SHOWN).toList()));
  }
}
