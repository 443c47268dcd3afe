package org.vitmae.run;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vitmae.files.AtomicFile;
import org.vitmae.files.CsvWriter;
import org.vitmae.weights.TensorOrigin;

/** Writes {@code weights.csv}: what became of every tensor when a model started from weights. */
public final class WeightsCsv {
  private WeightsCsv() {}

  /** Writes the file as a whole; shapes are written like {@code 768x3x16x16}. */
  public static void write(Path file, List<TensorOrigin> origins) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = new CsvWriter(text, "tensor", "action", "source_shape", "target_shape")) {
      for (TensorOrigin origin : origins) {
        csv.row(
            origin.tensor(),
            origin.action().name().toLowerCase(Locale.ROOT),
            shape(origin.source()),
            shape(origin.target()));
      }
    }
    AtomicFile.write(file, text.toString());
  }

  private static String shape(List<Long> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
