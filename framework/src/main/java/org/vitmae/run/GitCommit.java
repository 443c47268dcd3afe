package org.vitmae.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the commit of a checkout from its files, without running git. */
public final class GitCommit {
  private static final String HASH = "[0-9a-f]{40}([0-9a-f]{24})?";

  private GitCommit() {}

  /**
   * Returns the commit of the checkout that holds a folder.
   *
   * @return the hash, empty outside a checkout, before the first commit, or if unreadable
   */
  public static Optional<String> of(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        try {
          return head(Files.isDirectory(git) ? git : linked(git));
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** A linked worktree or a submodule has a file that points to its git folder. */
  private static Path linked(Path file) throws IOException {
    return file.resolveSibling(Files.readString(file).strip().replaceFirst("^gitdir: *", ""));
  }

  private static Optional<String> head(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (head.matches(HASH)) {
      return Optional.of(head);
    }
    String ref = head.replaceFirst("^ref: *", "");
    Path common = git.resolve("commondir");
    Path shared =
        Files.exists(common) ? git.resolve(Files.readString(common).strip()).normalize() : git;
    Path loose = shared.resolve(ref);
    if (Files.isRegularFile(loose)) {
      return Optional.of(Files.readString(loose).strip()).filter(h -> h.matches(HASH));
    }
    Path packed = shared.resolve("packed-refs");
    if (!Files.exists(packed)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(packed)) {
      return lines
          .filter(line -> line.endsWith(" " + ref))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .filter(h -> h.matches(HASH))
          .findFirst();
    }
  }
}
