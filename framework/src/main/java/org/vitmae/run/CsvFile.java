package org.vitmae.run;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A CSV file being written; numbers read back as they were. */
public final class CsvFile implements AutoCloseable {
  private final ICSVWriter csv;

  /**
   * Begins a file.
   *
   * @param file in an existing folder; overwritten
   */
  public CsvFile(Path file, String... header) throws IOException {
    csv = new CSVWriterBuilder(Files.newBufferedWriter(file)).build();
    csv.writeNext(header, false);
  }

  /** Adds a row. */
  public void row(Object... fields) {
    String[] texts = new String[fields.length];
    for (int i = 0; i < fields.length; i++) {
      texts[i] = fields[i].toString();
    }
    csv.writeNext(texts, false);
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
