package org.vitmae.reports;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Writes CSV files whose numbers read back as they were, in any locale. */
final class CsvTable implements AutoCloseable {
  private final ICSVWriter writer;

  CsvTable(Path file, List<String> header) throws IOException {
    writer = new CSVWriterBuilder(Files.newBufferedWriter(file)).withLineEnd("\n").build();
    row(header);
  }

  void row(List<String> fields) {
    writer.writeNext(fields.toArray(String[]::new), false);
  }

  /** Formats a number; whole ones without a fraction. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Formats a number like {@link #number(double)}, and leaves empty one that there is not. */
  static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  @Override
  public void close() throws IOException {
    writer.close();
    // OpenCSV keeps a failed write to itself until asked.
    if (writer.getException() != null) {
      throw writer.getException();
    }
  }
}
