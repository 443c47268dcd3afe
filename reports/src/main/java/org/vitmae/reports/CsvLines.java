package org.vitmae.reports;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import com.opencsv.exceptions.CsvMalformedLineException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The fields of CSV files (RFC 4180, UTF-8). */
final class CsvLines {
  private CsvLines() {}

  /**
   * Reads a file as a whole.
   *
   * @param remedy what the user can do if the file is malformed
   * @throws ReportException if it is
   */
  static List<String[]> read(Path file, String remedy) throws IOException {
    try (CSVReader csv =
        new CSVReaderBuilder(Files.newBufferedReader(file))
            .withCSVParser(new RFC4180ParserBuilder().build())
            .build()) {
      return csv.readAll();
    } catch (CharacterCodingException e) {
      throw new ReportException(file, "is not UTF-8 text." + remedy, e);
    } catch (CsvMalformedLineException e) {
      throw new ReportException(file, "ends inside quotes." + remedy, e);
    } catch (CsvException e) {
      throw new ReportException(
          file, "line " + e.getLineNumber() + ": " + e.getMessage() + "." + remedy, e);
    }
  }
}
