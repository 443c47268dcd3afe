package org.vitmae.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Files inside a zip. */
final class ZipTree implements FileTree {
  private final Path path;
  private final ZipFile zip;

  private ZipTree(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  static ZipTree open(Path path) {
    try {
      return new ZipTree(path, new ZipFile(path.toFile()));
    } catch (IOException e) {
      throw new DataException(
          "%s is not a whole zip (%s). If a download or copy was cut short, repeat it."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  @Override
  public List<String> names() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> !FileTree.isHidden(name))
        .sorted()
        .toList();
  }

  @Override
  public OptionalLong size(String name) {
    ZipEntry entry = zip.getEntry(name);
    return entry == null || entry.isDirectory()
        ? OptionalLong.empty()
        : OptionalLong.of(entry.getSize());
  }

  @Override
  public long checksum(String name) {
    ZipEntry entry = zip.getEntry(name);
    return entry == null ? 0 : entry.getCrc();
  }

  @Override
  public byte[] read(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new DataException(describe(name) + " does not exist; correct the list or the archive.");
    }
    long size = entry.getSize();
    if (size > MAX_FILE_BYTES) {
      throw new DataException(
          "%s claims %d bytes; image files of at most %d are read. Take it out of the data set."
              .formatted(describe(name), size, MAX_FILE_BYTES));
    }
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes((int) size);
    } catch (IOException e) {
      throw FileTree.unreadable(describe(name), e);
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    if (bytes.length != size || checksum.getValue() != entry.getCrc()) {
      throw new DataException(
          "%s is damaged: its bytes do not match the archive's checksum. Restore the archive."
              .formatted(describe(name)));
    }
    return bytes;
  }

  @Override
  public String describe(String name) {
    return path + "!/" + name;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw FileTree.unreadable(path.toString(), e);
    }
  }
}
