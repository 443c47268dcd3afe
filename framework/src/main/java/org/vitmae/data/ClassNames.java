package org.vitmae.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.files.TextFile;

/** Names of classes: read from a file, or numbers where there are none. */
final class ClassNames {
  private ClassNames() {}

  /**
   * Reads one name per line; blank lines are left out.
   *
   * @throws DataException if the file is missing, not UTF-8 text, or without a name
   */
  static List<String> read(Path file) {
    RawFile.requireFile(file);
    try {
      List<String> names =
          TextFile.read(file).lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
      if (names.isEmpty()) {
        throw new DataException(file + " holds no class name; write one per line.");
      }
      return names;
    } catch (IOException e) {
      throw FileTree.unreadable(file.toString(), e);
    }
  }

  /** Returns "0", "1", ... up to the greatest label; empty if there is no label (-1). */
  static List<String> numbered(int[] labels) {
    int greatest = IntStream.of(labels).max().orElse(-1);
    return IntStream.rangeClosed(0, greatest).mapToObj(Integer::toString).toList();
  }

  /**
   * Says in a few words how two lists differ that are not equal; they may have thousands of names.
   */
  static String difference(List<String> before, List<String> now) {
    int same = 0;
    while (same < Math.min(before.size(), now.size()) && before.get(same).equals(now.get(same))) {
      same++;
    }
    return "%d names and %d, different from number %d on (%s and %s)"
        .formatted(before.size(), now.size(), same, nameOrEnd(before, same), nameOrEnd(now, same));
  }

  private static String nameOrEnd(List<String> names, int index) {
    return index < names.size() ? names.get(index) : "none";
  }
}
