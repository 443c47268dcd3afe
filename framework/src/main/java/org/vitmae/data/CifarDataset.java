package org.vitmae.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.vitmae.image.Image;

/**
 * The binary records of CIFAR-10 and CIFAR-100, packed with gzip or not, held in memory: labels of
 * one byte each, then 32 x 32 red, green and blue values, plane by plane.
 */
final class CifarDataset implements Dataset {
  private static final int SIDE = 32;
  private static final int AREA = SIDE * SIDE;
  private static final int MAX_FILE_BYTES = 1 << 30;

  private final Layout layout;
  private final int labelColumn;
  private final List<Part> parts;
  private final int size;
  private final List<String> classNames;

  private CifarDataset(Layout layout, int labelColumn, List<Part> parts) {
    this.layout = layout;
    this.labelColumn = labelColumn;
    this.parts = parts;
    this.size = parts.stream().mapToInt(Part::records).sum();
    this.classNames = ClassNames.numbered(IntStream.range(0, size).map(i -> labelOf(i)).toArray());
  }

  /** What a record begins with. */
  public enum Layout {
    /** One label. */
    CIFAR10(1),
    /** A coarse and a fine label. */
    CIFAR100(2);

    private final int labels;

    Layout(int labels) {
      this.labels = labels;
    }

    private int recordBytes() {
      return labels + 3 * AREA;
    }
  }

  /**
   * Reads all records.
   *
   * @param folder where the files lie
   * @param files a file's name, or a pattern for several such as {@code data_batch_*.bin}, which
   *     are read in the order of their names
   * @param labelColumn which label to use, 0 the first
   * @throws DataException if there is no such file or column, or if a file is empty or does not end
   *     with a whole record
   */
  static CifarDataset open(Path folder, String files, Layout layout, int labelColumn) {
    if (labelColumn >= layout.labels) {
      throw new DataException(
          "data.label-column is %d, but records of %s have %d label(s); the first is 0."
              .formatted(labelColumn, layout, layout.labels));
    }
    List<Part> parts = new ArrayList<>();
    int before = 0;
    for (Path path : find(folder, files)) {
      Part part = readPart(path, layout, before);
      parts.add(part);
      before = Math.addExact(before, part.records());
    }
    return new CifarDataset(layout, labelColumn, List.copyOf(parts));
  }

  private static List<Path> find(Path folder, String files) {
    if (files.indexOf('*') < 0) {
      Path file = folder.resolve(files);
      RawFile.requireFile(file);
      if (Files.isDirectory(file)) {
        throw new DataException(
            "%s is a folder. Name the files in it; data_batch_*.bin stands for several."
                .formatted(file));
      }
      return List.of(file);
    }
    RawFile.requireFile(folder);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, files)) {
      matches.forEach(found::add);
    } catch (IOException e) {
      throw FileTree.unreadable(folder.toString(), e);
    }
    if (found.isEmpty()) {
      throw new DataException(
          "no file in %s is called %s. Correct the path in the data section."
              .formatted(folder, files));
    }
    return found.stream().sorted().toList();
  }

  private static Part readPart(Path path, Layout layout, int before) {
    try (RawFile file = RawFile.open(path)) {
      byte[] bytes = file.read(MAX_FILE_BYTES);
      int records = bytes.length / layout.recordBytes();
      if (bytes.length == MAX_FILE_BYTES || records == 0) {
        throw new DataException(
            "%s holds %s; expected records of %d bytes. Check the file and data.format."
                .formatted(
                    path,
                    records == 0
                        ? "no whole record"
                        : "more than %d bytes".formatted(MAX_FILE_BYTES),
                    layout.recordBytes()));
      }
      if (bytes.length % layout.recordBytes() != 0) {
        throw new DataException(
            "%s is cut short or of another layout: %d bytes end within record %d of %d bytes each."
                    .formatted(path, bytes.length, records, layout.recordBytes())
                + " Repeat the download or correct data.format.");
      }
      return new Part(path, bytes, before, records);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Sample read(int index) {
    Part part = part(index);
    int red = (index - part.before()) * layout.recordBytes() + layout.labels;
    byte[] pixels = new byte[3 * AREA];
    for (int i = 0; i < AREA; i++) {
      pixels[3 * i] = part.bytes()[red + i];
      pixels[3 * i + 1] = part.bytes()[red + AREA + i];
      pixels[3 * i + 2] = part.bytes()[red + 2 * AREA + i];
    }
    return new Sample(index, new Image(SIDE, SIDE, 3, pixels), Annotation.ofClass(labelOf(index)));
  }

  private int labelOf(int index) {
    Part part = part(index);
    return part.bytes()[(index - part.before()) * layout.recordBytes() + labelColumn] & 0xff;
  }

  private Part part(int index) {
    for (Part part : parts) {
      if (index - part.before() < part.records()) {
        return part;
      }
    }
    throw new IndexOutOfBoundsException("record %d of %d".formatted(index, size));
  }

  @Override
  public OptionalInt label(int index) {
    return OptionalInt.of(labelOf(index));
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public String describe(int index) {
    Part part = part(index);
    return "%s, record %d".formatted(part.path(), index - part.before());
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint("cifar").add(layout.name()).add(labelColumn);
    parts.forEach(part -> fingerprint.add(part.bytes()));
    return fingerprint.hex();
  }

  /** One file; {@code before} records lie in earlier ones. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Part(Path path, byte[] bytes, int before, int records) {}
}
