package org.vitmae.checkpoint;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.vitmae.files.Disk;

/**
 * Adds checkpoints to a store and removes those no longer wanted. Only one writer may work on a
 * store at a time.
 *
 * <p>A checkpoint is written under another name, flushed to disk and renamed, and it is renamed
 * away before it is deleted; so a kill or a power cut at any instant leaves only whole checkpoints
 * and, at most, leftovers that the next writer removes.
 */
public final class CheckpointWriter {
  private static final String WRITING = ".writing-";
  private static final String DELETING = ".deleting-";

  /** Writes the learner's part of a checkpoint. */
  @FunctionalInterface
  public interface Content {
    /** Writes files into an existing empty folder. */
    void writeTo(Path folder) throws IOException;
  }

  private final CheckpointStore store;
  private final int keepLast;

  /**
   * Creates the store's folder if needed and removes what a killed writer left behind.
   *
   * @param keepLast how many of the newest checkpoints stay; the best one stays besides
   * @throws CheckpointException if the folder cannot be written
   */
  public CheckpointWriter(CheckpointStore store, int keepLast) {
    if (keepLast < 1) {
      throw new IllegalArgumentException("keepLast must be at least 1, got " + keepLast);
    }
    this.store = store;
    this.keepLast = keepLast;
    try {
      Files.createDirectories(store.folder());
      removeLeftovers();
    } catch (IOException e) {
      throw new CheckpointException(
          "The checkpoint folder %s cannot be used (%s); check its permissions and the disk."
              .formatted(store.folder(), e),
          e);
    }
  }

  /** Returns the store that this writer adds to. */
  public CheckpointStore store() {
    return store;
  }

  /**
   * Saves a checkpoint; when this returns it is on disk. If the step has been saved before, its
   * files are replaced one by one, the state last: weights are the same for the same step, but what
   * a validation chose since may not be.
   *
   * @return the folder of the checkpoint
   * @throws CheckpointException if the disk is full or cannot be written; earlier checkpoints stay
   * @throws CancellationException if the thread was interrupted; likewise
   */
  public Path save(TrainingState state, Content content) {
    Path target = store.path(state.step());
    Path temporary = store.folder().resolve(WRITING + target.getFileName());
    try {
      Files.createDirectory(temporary);
      content.writeTo(temporary);
      new StateFile(temporary.resolve(Checkpoint.STATE)).write(state);
      putInPlace(temporary, target);
      prune(state.best().map(BestMetric::step));
      return target;
    } catch (IOException e) {
      throw notWritten(target, temporary, e);
    }
  }

  /**
   * Copies the checkpoints of another store, oldest first; all of them stay.
   *
   * @throws CheckpointException if the disk is full or cannot be written; what was copied stays
   */
  public void copyFrom(CheckpointStore other) {
    for (long step : other.steps()) {
      Path target = store.path(step);
      Path temporary = store.folder().resolve(WRITING + target.getFileName());
      try {
        Files.createDirectory(temporary);
        for (Path file : files(other.path(step))) {
          Files.copy(file, temporary.resolve(file.getFileName()));
        }
        putInPlace(temporary, target);
      } catch (IOException e) {
        throw notWritten(target, temporary, e);
      }
    }
  }

  private static void putInPlace(Path temporary, Path target) throws IOException {
    Disk.syncTree(temporary);
    if (Files.isDirectory(target)) {
      replaceFiles(temporary, target);
    } else {
      Disk.rename(temporary, target);
    }
  }

  private static void replaceFiles(Path from, Path target) throws IOException {
    Path state = from.resolve(Checkpoint.STATE);
    for (Path file : files(from)) {
      if (!file.equals(state)) {
        Disk.rename(file, target.resolve(file.getFileName()));
      }
    }
    Disk.rename(state, target.resolve(Checkpoint.STATE));
    Disk.deleteTree(from);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void prune(Optional<Long> best) throws IOException {
    SortedSet<Long> steps = store.steps();
    int surplus = steps.size() - keepLast;
    for (long step : steps.stream().limit(Math.max(surplus, 0)).toList()) {
      if (best.isEmpty() || best.get() != step) {
        Path deleting = store.folder().resolve(DELETING + CheckpointStore.name(step));
        Disk.rename(store.path(step), deleting);
        Disk.deleteTree(deleting);
      }
    }
  }

  private void removeLeftovers() throws IOException {
    for (Path entry : files(store.folder())) {
      String name = entry.getFileName().toString();
      if (name.startsWith(WRITING) || name.startsWith(DELETING)) {
        Disk.deleteTree(entry);
      }
    }
  }

  private RuntimeException notWritten(Path target, Path temporary, IOException cause) {
    Disk.discard(temporary, cause); // gives back the space that it takes
    if (cause instanceof ClosedByInterruptException) {
      CancellationException interrupted =
          new CancellationException("interrupted while the checkpoint was written");
      interrupted.initCause(cause);
      return interrupted;
    }
    String kept =
        store.latestStep().stream()
            .mapToObj(step -> "the checkpoint of step " + step + " is still whole")
            .findFirst()
            .orElse("no checkpoint was written before");
    return new CheckpointException(
        ("The checkpoint %s cannot be written (%s); %s."
                + " Make room on the disk or check its permissions, then resume.")
            .formatted(target, cause, kept),
        cause);
  }
}
