package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the pictures a test drew: {@code images/NAME.csv} lists and describes what is in {@code
 * images/NAME}.
 */
final class PicturesReader {
  private static final List<String> HEADER = List.of("file", "image");
  private static final String ENDING = ".csv";

  private PicturesReader() {}

  /** Returns the sets by name. */
  static List<PictureSet> read(Path images) throws IOException {
    if (!Files.isDirectory(images)) {
      return List.of();
    }
    List<Path> lists;
    try (Stream<Path> entries = Files.list(images)) {
      lists = entries.filter(file -> name(file).endsWith(ENDING)).sorted().toList();
    }
    List<PictureSet> sets = new ArrayList<>();
    for (Path list : lists) {
      String set = name(list).substring(0, name(list).length() - ENDING.length());
      List<Picture> pictures = new ArrayList<>();
      for (CsvFile.Row row : CsvFile.read(list, HEADER).orElseThrow().rows()) {
        pictures.add(picture(images.resolve(set), row));
      }
      sets.add(new PictureSet(set, pictures));
    }
    return sets;
  }

  private static Picture picture(Path folder, CsvFile.Row row) {
    Path file = folder.resolve(row.text("file")).normalize();
    if (!folder.normalize().equals(file.getParent())) {
      throw row.wrong("file must be the name of a file in " + folder + ", found " + file);
    }
    Map<String, String> counts = new LinkedHashMap<>();
    for (String column : row.header().subList(HEADER.size(), row.header().size())) {
      counts.put(column, row.text(column));
    }
    return new Picture(file, row.text("image"), counts);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
