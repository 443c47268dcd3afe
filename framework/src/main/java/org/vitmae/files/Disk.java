package org.vitmae.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** File operations that survive a power cut once they have returned. */
public final class Disk {
  /** Windows refuses to open a folder; its file system orders renames by itself. */
  private static final boolean FOLDERS_CAN_BE_SYNCED = File.separatorChar == '/';

  private Disk() {}

  /** Flushes a file's or, where the system allows it, a folder's content to disk. */
  public static void sync(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      if (FOLDERS_CAN_BE_SYNCED) {
        force(path, StandardOpenOption.READ);
      }
    } else {
      force(path, StandardOpenOption.WRITE);
    }
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  /** Flushes a folder and everything below it. */
  public static void syncTree(Path folder) throws IOException {
    for (Path path : childrenFirst(folder)) {
      sync(path);
    }
  }

  /** Renames at once, replacing a file at the target, and makes the new name last. */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    sync(to.toAbsolutePath().getParent());
  }

  /** Deletes a file or a folder, if it is there, with everything below it, but follows no link. */
  public static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : childrenFirst(folder)) {
        Files.delete(path);
      }
    }
  }

  /** Deletes what a failure left unfinished; if that fails too, the failure says so besides. */
  public static void discard(Path folder, Exception failure) {
    try {
      deleteTree(folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static List<Path> childrenFirst(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
