package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a folder as a whole: readers see the old report or the new one, never a mixture.
 * Processes may do so at the same time; the last one's report stays.
 */
final class ReportFolder {
  private static final String OLD = "-old";
  private static final int ATTEMPTS = 100;
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Writes files into a folder. */
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  private ReportFolder() {}

  /** Writes {@code content} beside {@code folder}, then puts it in that folder's place. */
  static void replace(Path folder, Content content) throws IOException {
    clearUp(folder);
    long process = ProcessHandle.current().pid();
    Path fresh =
        folder.resolveSibling(
            "." + folder.getFileName() + "-" + process + "-" + COUNT.incrementAndGet());
    Files.createDirectory(fresh);
    try {
      content.writeTo(fresh);
      putInPlace(fresh, folder);
    } finally {
      delete(fresh);
    }
  }

  /** Tries again where another process put its report there at the same moment. */
  private static void putInPlace(Path fresh, Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        swap(fresh, folder);
        return;
      } catch (FileSystemException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void swap(Path fresh, Path folder) throws IOException {
    Path old = fresh.resolveSibling(fresh.getFileName() + OLD);
    boolean replaces = moved(folder, old);
    try {
      Files.move(fresh, folder);
    } catch (FileSystemException e) {
      if (replaces) {
        putBack(old, folder);
      }
      throw e;
    }
    delete(old);
  }

  /** Puts a report back that was set aside, unless another one took its place. */
  private static void putBack(Path old, Path folder) throws IOException {
    try {
      Files.move(old, folder);
    } catch (FileSystemException e) {
      delete(old);
    }
  }

  private static boolean moved(Path from, Path to) throws IOException {
    try {
      Files.move(from, to);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Removes what processes left behind that were killed; a report that one had set aside stays. */
  private static void clearUp(Path folder) throws IOException {
    Pattern name =
        Pattern.compile(
            Pattern.quote("." + folder.getFileName() + "-") + "(\\d{1,18})-\\d+(-old)?");
    List<Path> siblings;
    try (Stream<Path> files = Files.list(folder.toAbsolutePath().getParent())) {
      siblings = files.toList();
    }
    for (Path sibling : siblings) {
      Matcher match = name.matcher(sibling.getFileName().toString());
      if (!match.matches() || ProcessHandle.of(Long.parseLong(match.group(1))).isPresent()) {
        continue;
      }
      if (match.group(2) == null || Files.exists(folder)) {
        delete(sibling);
      } else {
        putBack(sibling, folder);
      }
    }
  }

  /** Deletes what is there, while another process may be deleting it as well. */
  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return unlessGone(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              return unlessGone(e);
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static FileVisitResult unlessGone(IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }
}
