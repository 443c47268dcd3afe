package org.vitmae.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class of every color.
 *
 * @param names color {@code 0xRRGGBB} to the name of its class, in the order of the file; several
 *     colors may share one
 * @param source names the file in messages
 */
record ColorTable(Map<Integer, String> names, String source) {
  private static final String NUMBER = "\\d{1,3}";

  /** Reads the table of a file. */
  static ColorTable read(Path file) {
    try (RawFile raw = RawFile.open(file)) {
      return parse(raw.read(RawFile.MAX_BYTES), file.toString());
    }
  }

  /**
   * Reads a table with a name and three numbers per line, in that order or the other way round,
   * separated by white space, commas or semicolons. Blank lines, lines that start with {@code #},
   * and a heading {@code name,r,g,b} are left out.
   *
   * @throws DataException if a line is something else, if a number exceeds 255, or if a color has
   *     two names; it names the line
   */
  static ColorTable parse(byte[] file, String source) {
    List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
    Map<Integer, String> names = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      List<String> fields =
          new ArrayList<>(Arrays.asList(lines.get(i).strip().split("\\s*[,;\\s]\\s*")));
      fields.removeIf(String::isEmpty);
      boolean heading = names.isEmpty() && String.join("", fields).matches("(?i)namergb|rgbname");
      if (fields.isEmpty() || fields.get(0).startsWith("#") || heading) {
        continue;
      }
      String record = "%s, line %d".formatted(source, i + 1);
      boolean colorFirst = isColor(fields.subList(0, Math.min(3, fields.size())));
      int split = colorFirst ? 3 : Math.max(0, fields.size() - 3);
      List<String> color = colorFirst ? fields.subList(0, 3) : fields.subList(split, fields.size());
      List<String> name =
          colorFirst ? fields.subList(split, fields.size()) : fields.subList(0, split);
      if (!isColor(color) || name.isEmpty()) {
        throw new DataException(
            "%s is \"%s\"; write a class name and its color, for instance \"road 128 64 128\"."
                .formatted(record, lines.get(i).strip()));
      }
      String before = names.putIfAbsent(rgb(color), String.join(" ", name));
      if (before != null && !before.equals(String.join(" ", name))) {
        throw new DataException(
            "%s gives the color %s to %s, but it belongs to %s. Take one of the two out."
                .formatted(record, String.join(" ", color), String.join(" ", name), before));
      }
    }
    if (names.isEmpty()) {
      throw new DataException(source + " holds no color; write a class name and a color per line.");
    }
    return new ColorTable(names, source);
  }

  private static boolean isColor(List<String> fields) {
    return fields.size() == 3
        && fields.stream().allMatch(f -> f.matches(NUMBER) && Integer.parseInt(f) <= 255);
  }

  private static int rgb(List<String> color) {
    return color.stream().mapToInt(Integer::parseInt).reduce(0, (rgb, value) -> rgb << 8 | value);
  }

  /** Returns the names of the classes, each once, in the order of the file. */
  List<String> classes() {
    return names.values().stream().distinct().toList();
  }
}
