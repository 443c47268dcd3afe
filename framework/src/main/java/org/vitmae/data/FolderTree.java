package org.vitmae.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.CRC32C;

/** Files below a folder; links are followed. */
record FolderTree(Path root) implements FileTree {
  private static final int CHECKED_BYTES = 4096;

  @Override
  public List<String> names() {
    Names names = new Names();
    try {
      Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, names);
    } catch (IOException e) {
      throw FileTree.unreadable(root.toString(), e);
    }
    return names.found.stream().sorted().toList();
  }

  /** Collects names; the walk tells folders from files, without asking for each once more. */
  private final class Names extends SimpleFileVisitor<Path> {
    private final List<String> found = new ArrayList<>();

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root)) {
        add(folder, "/");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      add(file, "");
      return FileVisitResult.CONTINUE;
    }

    private void add(Path path, String end) {
      String name = root.relativize(path).toString().replace('\\', '/') + end;
      if (!FileTree.isHidden(name)) {
        found.add(name);
      }
    }
  }

  @Override
  public OptionalLong size(String name) {
    Path file = resolve(name);
    try {
      return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    } catch (IOException e) {
      throw FileTree.unreadable(file.toString(), e);
    }
  }

  /** Millions of files are not read whole before a run; of an image, the first pixels are there. */
  @Override
  public long checksum(String name) {
    Path file = resolve(name);
    CRC32C checksum = new CRC32C();
    try (InputStream in = Files.newInputStream(file)) {
      checksum.update(in.readNBytes(CHECKED_BYTES));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw FileTree.unreadable(file.toString(), e);
    }
    return checksum.getValue();
  }

  @Override
  public byte[] read(String name) {
    Path file = resolve(name);
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new DataException(
            "%s has %d bytes; image files of at most %d are read. Take it out of the data set."
                .formatted(file, Files.size(file), MAX_FILE_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileTree.unreadable(file.toString(), e);
    }
  }

  @Override
  public String describe(String name) {
    return resolve(name).toString();
  }

  @Override
  public void close() {}

  /** Resolves a name that may come from a list file, and so must not lead out of the folder. */
  private Path resolve(String name) {
    Path file = root.resolve(name).normalize();
    if (!absolute(file).startsWith(absolute(root))) {
      throw new DataException(
          "%s leads out of the folder %s; use paths below it.".formatted(name, root));
    }
    return file;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
