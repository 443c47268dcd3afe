package org.vitmae.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Files below one root, a folder or a zip, under names with forward slashes. Thread-safe. */
interface FileTree extends Closeable {
  Set<String> IMAGE_SUFFIXES = Set.of("jpg", "jpeg", "png");

  /** What holds images, too, but is not read. */
  Set<String> OTHER_IMAGE_SUFFIXES =
      Set.of("avif", "bmp", "gif", "heic", "jp2", "jxl", "tif", "tiff", "webp");

  /** No image file is larger; a bigger claim in an archive is damage or an attack. */
  long MAX_FILE_BYTES = 1L << 29;

  /**
   * Opens a folder, or a zip without unpacking it.
   *
   * @throws DataException if there is nothing at the path or it is not a whole zip
   */
  static FileTree open(Path root) {
    if (Files.isDirectory(root)) {
      return new FolderTree(root);
    }
    RawFile.requireFile(root);
    return ZipTree.open(root);
  }

  /**
   * Opens a folder or zip and hands it to what reads it and closes it in the end; where that fails,
   * it is closed here.
   */
  static <T> T open(Path root, Function<FileTree, T> reader) {
    FileTree tree = open(root);
    try {
      return reader.apply(tree);
    } catch (RuntimeException | Error e) {
      tree.close();
      throw e;
    }
  }

  /** Returns all names in order; those of folders end in a slash. Hidden ones are left out. */
  List<String> names();

  /** Returns the size of a file in bytes, empty if there is none of that name. */
  OptionalLong size(String name);

  /**
   * Returns a number that changes with a file's content: of an archive the checksum that it keeps,
   * of a folder that of a file's beginning. 0 if there is no such file.
   */
  long checksum(String name);

  /** What tells a file's content without reading the whole of it; of a missing one -1 and 0. */
  record Mark(long size, long checksum) {}

  /** Returns the mark of each file; side by side, as each waits for the disk. */
  default List<Mark> marks(List<String> names) {
    return names.parallelStream()
        .map(name -> new Mark(size(name).orElse(-1), checksum(name)))
        .toList();
  }

  /**
   * Reads a whole file.
   *
   * @throws DataException if it is missing, unreadable or damaged
   */
  byte[] read(String name);

  /** Returns a file's full name for messages. */
  String describe(String name);

  /** Closes the archive. */
  @Override
  void close();

  static boolean isImage(String name) {
    return IMAGE_SUFFIXES.contains(suffix(name));
  }

  /** Tells whether a file is an image of a format that is not read. */
  static boolean isOtherImage(String name) {
    return OTHER_IMAGE_SUFFIXES.contains(suffix(name));
  }

  private static String suffix(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Tells whether a part of a name starts with a dot, or is what macOS adds to archives. */
  static boolean isHidden(String name) {
    return name.startsWith(".") || name.contains("/.") || name.startsWith("__MACOSX/");
  }

  static DataException unreadable(String file, IOException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new DataException(
        "%s cannot be read: %s. Restore the file from its source.".formatted(file, reason), cause);
  }
}
