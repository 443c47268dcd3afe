package org.vitmae.classification.targets;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.data.ImageFile;
import org.vitmae.files.AtomicFile;
import org.vitmae.files.CsvWriter;
import org.vitmae.plugin.Prediction;

/**
 * The values told of a single image.
 *
 * @param values in the order of the data set's targets
 */
public record MeasuredImage(List<Value> values) implements Prediction {
  /**
   * A value.
   *
   * @param target its name
   * @param value in its own unit
   */
  public record Value(String target, double value) {}

  public MeasuredImage {
    values = List.copyOf(values);
  }

  /**
   * Names values.
   *
   * @param targets their names, C
   * @param values in their own units, [C]
   */
  static MeasuredImage of(List<String> targets, double[] values) {
    return new MeasuredImage(
        IntStream.range(0, values.length)
            .mapToObj(c -> new Value(targets.get(c), values[c]))
            .toList());
  }

  /**
   * Writes {@code <name>-values.csv} with {@code target,value}; values have no score, so that none
   * is left out.
   */
  @Override
  public List<Path> write(String fileName, double leastScore, Path outFolder) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = new CsvWriter(text, "target", "value")) {
      values.forEach(value -> csv.row(value.target(), value.value()));
    }
    Path file = outFolder.resolve(ImageFile.stem(fileName) + "-values.csv");
    AtomicFile.write(file, text.toString());
    return List.of(file);
  }
}
