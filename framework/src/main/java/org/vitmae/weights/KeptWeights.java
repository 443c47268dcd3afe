package org.vitmae.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointException;
import org.vitmae.checkpoint.Safetensors;

/**
 * The weights that a checkpoint of ours is kept for: the averaged ones, and the trained ones of
 * tensors that were not averaged because they do not learn.
 */
record KeptWeights(StateDict trained, StateDict averaged) implements StateDict {
  /**
   * Opens what to start from and what to show of a checkpoint; averaged weights if it has them.
   *
   * @throws CheckpointException if a file is damaged, or the two do not belong to one model
   */
  static StateDict open(Path checkpoint) {
    StateDict trained = new SafetensorsDict(Safetensors.open(checkpoint.resolve(Checkpoint.MODEL)));
    try {
      return areAveraged(checkpoint) ? averaged(checkpoint, trained) : trained;
    } catch (RuntimeException e) {
      trained.close();
      throw e;
    }
  }

  /** Tells whether a checkpoint holds averaged weights. */
  static boolean areAveraged(Path checkpoint) {
    return Files.exists(checkpoint.resolve(Checkpoint.AVERAGE));
  }

  private static StateDict averaged(Path checkpoint, StateDict trained) {
    Path file = checkpoint.resolve(Checkpoint.AVERAGE);
    StateDict averaged = new SafetensorsDict(Safetensors.open(file));
    for (String name : averaged.names()) {
      if (!trained.names().contains(name) || !trained.type(name).equals(averaged.type(name))) {
        averaged.close();
        throw new CheckpointException(
            "%s holds '%s' %s, which %s beside it does not; use an earlier checkpoint."
                .formatted(file, name, averaged.type(name), Checkpoint.MODEL));
      }
    }
    return new KeptWeights(trained, averaged);
  }

  private StateDict holder(String name) {
    return averaged.names().contains(name) ? averaged : trained;
  }

  @Override
  public Set<String> names() {
    return trained.names();
  }

  @Override
  public List<Path> files() {
    return Stream.of(trained, averaged).flatMap(part -> part.files().stream()).toList();
  }

  @Override
  public TensorType type(String name) {
    return holder(name).type(name);
  }

  @Override
  public void copy(String name, long offset, long size, Sink out) throws IOException {
    holder(name).copy(name, offset, size, out);
  }

  @Override
  public void close() {
    averaged.close();
    trained.close();
  }
}
