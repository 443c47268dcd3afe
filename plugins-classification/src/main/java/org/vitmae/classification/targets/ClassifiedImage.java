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
import org.vitmae.plugin.Prediction;

/**
 * How probable the classes, or the labels, of a single image are.
 *
 * @param classes all of them, best first
 */
public record ClassifiedImage(List<ClassProbability> classes) implements Prediction {
  /**
   * A class or a label.
   *
   * @param probability of classes, of which an image has one, they sum to 1; those of several
   *     labels are independent
   */
  public record ClassProbability(String name, double probability) {}

  public ClassifiedImage {
    classes = List.copyOf(classes);
  }

  /**
   * Sorts classes by their probability; of equal ones the first stays first.
   *
   * @param names of the classes, C
   * @param probabilities [C]
   */
  public static ClassifiedImage of(List<String> names, double[] probabilities) {
    return new ClassifiedImage(
        IntStream.range(0, probabilities.length)
            .mapToObj(c -> new ClassProbability(names.get(c), probabilities[c]))
            .sorted(Comparator.comparingDouble(ClassProbability::probability).reversed())
            .toList());
  }

  /**
   * Writes {@code <name>-classes.csv} with {@code rank,class,probability}; classes that are less
   * probable than {@code leastScore} are left out.
   */
  @Override
  public List<Path> write(String fileName, double leastScore, Path outFolder) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = new CsvWriter(text, "rank", "class", "probability")) {
      for (int i = 0; i < classes.size() && classes.get(i).probability() >= leastScore; i++) {
        csv.row(i + 1, classes.get(i).name(), classes.get(i).probability());
      }
    }
    Path file = outFolder.resolve(ImageFile.stem(fileName) + "-classes.csv");
    AtomicFile.write(file, text.toString());
    return List.of(file);
  }
}
