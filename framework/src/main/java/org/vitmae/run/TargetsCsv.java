package org.vitmae.run;

import com.opencsv.CSVReaderHeaderAware;
import com.opencsv.CSVReaderHeaderAwareBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vitmae.data.Standardization;
import org.vitmae.files.TextFile;

/** What {@code targets.csv} says of the values that an arm has learned. */
public final class TargetsCsv {
  /** The file's name in a cell's folder. */
  public static final String FILE = "targets.csv";

  /** The column with a value's mean over the training examples. */
  public static final String MEAN = "training_mean";

  /** The column with its deviation. */
  public static final String DEVIATION = "training_deviation";

  private TargetsCsv() {}

  /**
   * Reads how the values were scaled for training.
   *
   * @throws IOException if the file cannot be read or lacks these numbers
   */
  public static Standardization standardization(Path file) throws IOException {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    try (CSVReaderHeaderAware csv =
        new CSVReaderHeaderAwareBuilder(new StringReader(TextFile.read(file)))
            .withCSVParser(new RFC4180ParserBuilder().build())
            .build()) {
      for (Map<String, String> row = csv.readMap(); row != null; row = csv.readMap()) {
        means.add(number(row, MEAN));
        deviations.add(number(row, DEVIATION));
      }
    } catch (CsvMalformedLineException | CsvValidationException | IllegalArgumentException e) {
      throw new IOException(
          "%s: %s; delete the cell's folder and use run --resume to run it again"
              .formatted(file, e.getMessage()),
          e);
    }
    return new Standardization(means, deviations);
  }

  private static double number(Map<String, String> row, String column) {
    if (!row.containsKey(column)) {
      throw new IllegalArgumentException("column %s is missing".formatted(column));
    }
    return Double.parseDouble(row.get(column));
  }
}
