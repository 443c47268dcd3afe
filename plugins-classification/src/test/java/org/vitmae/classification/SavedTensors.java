package org.vitmae.classification;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.Safetensors;

/** Compares what arms saved. */
final class SavedTensors {
  private SavedTensors() {}

  /** Returns the names of the tensors that differ between two saved models. */
  static Set<String> changed(Path before, Path after) {
    Set<String> changed = new TreeSet<>();
    try (Safetensors old = Safetensors.open(before.resolve(Checkpoint.MODEL));
        Safetensors now = Safetensors.open(after.resolve(Checkpoint.MODEL))) {
      for (String name : old.names()) {
        if (!Arrays.equals(old.floats(name), now.floats(name))) {
          changed.add(name);
        }
      }
    }
    return changed;
  }
}
