package org.vitmae.classification.targets;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.data.ImageFile;
import org.vitmae.files.AtomicFile;
import org.vitmae.files.CsvWriter;

/**
 * What a model tells of a single image.
 *
 * @param ranked whether the lines are classes, best first, rather than values
 */
public record ImageAnswer(boolean ranked, List<Line> lines) {
  /**
   * A class or a value.
   *
   * @param number the class's probability, or the value in its own unit
   */
  public record Line(String name, double number) {}

  public ImageAnswer {
    lines = List.copyOf(lines);
  }

  /**
   * Returns how probable classes are; of equal ones the first is better.
   *
   * @param classes names, C
   * @param probabilities [C]
   */
  public static ImageAnswer ofClasses(List<String> classes, double[] probabilities) {
    return new ImageAnswer(
        true,
        lines(classes, probabilities).stream()
            .sorted(Comparator.comparingDouble(Line::number).reversed())
            .toList());
  }

  /**
   * Returns values, in their order.
   *
   * @param names C
   * @param values in their own units, [C]
   */
  public static ImageAnswer ofValues(List<String> names, double[] values) {
    return new ImageAnswer(false, lines(names, values));
  }

  private static List<Line> lines(List<String> names, double[] numbers) {
    return IntStream.range(0, numbers.length)
        .mapToObj(c -> new Line(names.get(c), numbers[c]))
        .toList();
  }

  /**
   * Writes {@code <name>-classes.csv} with {@code rank,class,probability} or, of values, {@code
   * <name>-values.csv} with {@code target,value}.
   *
   * @param fileName the image's, for instance {@code street.jpg}; the name is what stands before
   *     the last dot
   * @param leastScore classes that are less probable are left out
   * @param outFolder an existing folder
   * @return the file written
   */
  public List<Path> write(String fileName, double leastScore, Path outFolder) throws IOException {
    String kind = ranked ? "-classes.csv" : "-values.csv";
    Path file = outFolder.resolve(ImageFile.stem(fileName) + kind);
    AtomicFile.write(file, ranked ? classes(leastScore) : values());
    return List.of(file);
  }

  private String classes(double leastScore) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = new CsvWriter(text, "rank", "class", "probability")) {
      for (int i = 0; i < lines.size() && lines.get(i).number() >= leastScore; i++) {
        csv.row(i + 1, lines.get(i).name(), lines.get(i).number());
      }
    }
    return text.toString();
  }

  private String values() throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = new CsvWriter(text, "target", "value")) {
      lines.forEach(line -> csv.row(line.name(), line.number()));
    }
    return text.toString();
  }
}
