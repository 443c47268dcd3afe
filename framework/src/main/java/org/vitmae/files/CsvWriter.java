package org.vitmae.files;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/** A CSV file being written; numbers read back as they were. */
public final class CsvWriter implements AutoCloseable {
  private final ICSVWriter csv;

  /**
   * Begins a file.
   *
   * @param file in an existing folder; overwritten
   */
  public CsvWriter(Path file, String... header) throws IOException {
    this(Files.newBufferedWriter(file), header);
  }

  /** Begins to write; closing this closes the writer. */
  public CsvWriter(Writer to, String... header) {
    csv = new CSVWriterBuilder(to).withLineEnd("\n").build();
    csv.writeNext(header, false);
  }

  /** Adds a row; a number that there is not leaves its field empty. */
  public void row(Object... fields) {
    csv.writeNext(Arrays.stream(fields).map(CsvWriter::text).toArray(String[]::new), false);
  }

  private static String text(Object field) {
    if (field instanceof OptionalDouble number) {
      return number.isPresent() ? Double.toString(number.getAsDouble()) : "";
    }
    return field.toString();
  }

  @Override
  public void close() throws IOException {
    csv.close();
    // OpenCSV keeps a failed write to itself until asked.
    if (csv.getException() != null) {
      throw csv.getException();
    }
  }
}
