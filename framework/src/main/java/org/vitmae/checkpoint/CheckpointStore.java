package org.vitmae.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one run, {@code step-00001234} and so on in one folder, for reading. May be
 * used while another process writes there: half-written checkpoints have other names.
 *
 * <p>Which checkpoint is best is not marked anywhere: the state of the latest one says so. That way
 * there is no instant at which the mark and the checkpoints disagree.
 */
public final class CheckpointStore {
  private static final Pattern NAME = Pattern.compile("step-(\\d{8,18})");

  private final Path folder;

  /** Names the folder; it need not exist yet. */
  public CheckpointStore(Path folder) {
    this.folder = folder;
  }

  /** Returns the folder that holds the checkpoints. */
  public Path folder() {
    return folder;
  }

  /** Returns the newest checkpoint, empty if there is none. */
  public Optional<Checkpoint> latest() {
    OptionalLong step = latestStep();
    return step.isPresent() ? find(step.getAsLong()) : Optional.empty();
  }

  /** Returns the checkpoint with the best validation, empty if none was validated. */
  public Optional<Checkpoint> best() {
    return latest().flatMap(latest -> latest.state().best()).flatMap(best -> find(best.step()));
  }

  /** Returns the checkpoint made after an optimizer update, empty if it was not kept. */
  public Optional<Checkpoint> find(long step) {
    Path checkpoint = path(step);
    return Files.isDirectory(checkpoint)
        ? Optional.of(Checkpoint.read(checkpoint))
        : Optional.empty();
  }

  /** Returns the optimizer updates after which the kept checkpoints were made, oldest first. */
  public SortedSet<Long> steps() {
    SortedSet<Long> steps = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return steps;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(
          entry -> {
            Matcher name = NAME.matcher(entry.getFileName().toString());
            if (name.matches()) {
              steps.add(Long.parseLong(name.group(1)));
            }
          });
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be listed (%s); check its permissions.".formatted(folder, e), e);
    }
    return steps;
  }

  OptionalLong latestStep() {
    SortedSet<Long> steps = steps();
    return steps.isEmpty() ? OptionalLong.empty() : OptionalLong.of(steps.last());
  }

  Path path(long step) {
    return folder.resolve(name(step));
  }

  static String name(long step) {
    return String.format(Locale.ROOT, "step-%08d", step);
  }
}
