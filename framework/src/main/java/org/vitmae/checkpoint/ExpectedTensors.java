package org.vitmae.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The tensors that a model reads from a file.
 *
 * @param shapes name to shape
 */
public record ExpectedTensors(Map<String, long[]> shapes) {
  /**
   * Checks that a file holds these tensors and no other.
   *
   * @throws CheckpointException naming each difference
   */
  public void checkAll(Safetensors tensors) {
    List<String> unknown =
        tensors.names().stream().filter(name -> !shapes.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw new CheckpointException(
          "%s holds tensors that this model does not have: %s; the model's shape must be the one it was saved with"
              .formatted(tensors.path(), unknown));
    }
    check(tensors);
  }

  /**
   * Checks that a file holds these tensors, whatever else it holds.
   *
   * @throws CheckpointException naming each difference
   */
  public void check(Safetensors tensors) {
    List<String> problems = new ArrayList<>();
    shapes.forEach(
        (name, expected) -> {
          if (!tensors.names().contains(name)) {
            problems.add("'%s' %s is missing".formatted(name, Arrays.toString(expected)));
          } else if (!Arrays.equals(expected, tensors.shape(name))) {
            problems.add(
                "'%s' is %s, expected %s"
                    .formatted(
                        name, Arrays.toString(tensors.shape(name)), Arrays.toString(expected)));
          }
        });
    if (!problems.isEmpty()) {
      throw new CheckpointException(
          "%s does not fit this model: %s; the model's shape must be the one it was saved with"
              .formatted(tensors.path(), String.join("; ", problems)));
    }
  }
}
