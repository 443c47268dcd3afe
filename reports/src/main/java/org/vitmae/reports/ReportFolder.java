package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Replaces a folder as a whole: readers see the old report or the new one, never a mixture. */
final class ReportFolder {
  /** Writes files into a folder. */
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  private ReportFolder() {}

  /** Writes {@code content} beside {@code folder}, then puts it in that folder's place. */
  static void replace(Path folder, Content content) throws IOException {
    Path fresh = folder.resolveSibling("." + folder.getFileName() + "-new");
    Path old = folder.resolveSibling("." + folder.getFileName() + "-old");
    // Left behind by a run that was killed.
    delete(fresh);
    Files.createDirectory(fresh);
    try {
      content.writeTo(fresh);
      delete(old);
      if (Files.exists(folder)) {
        Files.move(folder, old);
      }
      Files.move(fresh, folder);
      delete(old);
    } finally {
      delete(fresh);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
