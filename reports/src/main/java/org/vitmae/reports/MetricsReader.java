package org.vitmae.reports;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code metrics.csv}. */
final class MetricsReader {
  private static final List<String> HEADER = List.of("step", "epoch", "split", "metric", "value");
  private static final Set<String> SPLITS = Set.of("train", "val", "test");

  private final Path file;
  private final Set<String> tested = new HashSet<>();

  private MetricsReader(Path file) {
    this.file = file;
  }

  /** Returns every row in file order. */
  static List<MetricRow> read(Path file) throws IOException {
    try (CSVReader csv = open(file)) {
      return new MetricsReader(file).rows(csv);
    } catch (NoSuchFileException e) {
      throw new ReportException(
          file, "is missing, although the cell is done." + ReportException.RUN_AGAIN, e);
    } catch (CharacterCodingException e) {
      throw new ReportException(file, "is not UTF-8 text." + ReportException.RUN_AGAIN, e);
    } catch (CsvValidationException e) {
      throw new ReportException(file, "line " + e.getLineNumber() + ": " + e.getMessage(), e);
    }
  }

  static CSVReader open(Path file) throws IOException {
    Reader reader = Files.newBufferedReader(file);
    return new CSVReaderBuilder(reader).withCSVParser(new RFC4180ParserBuilder().build()).build();
  }

  private List<MetricRow> rows(CSVReader csv) throws IOException, CsvValidationException {
    String @Nullable [] header = csv.readNext();
    if (header == null || !HEADER.equals(Arrays.asList(header))) {
      String found = header == null ? "an empty file" : String.join(",", header);
      throw wrong(1, "expected the header " + String.join(",", HEADER) + ", found " + found);
    }
    List<MetricRow> rows = new ArrayList<>();
    for (String[] fields = csv.readNext(); fields != null; fields = csv.readNext()) {
      rows.add(row(fields, csv.getLinesRead()));
    }
    return rows;
  }

  private MetricRow row(String[] fields, long line) {
    if (fields.length != HEADER.size()) {
      throw wrong(line, "expected 5 fields, found " + fields.length);
    }
    String split = fields[2];
    if (!SPLITS.contains(split)) {
      throw wrong(line, "split must be train, val or test, found '" + split + "'");
    }
    if (split.equals("test") && !tested.add(fields[3])) {
      throw wrong(line, "test metric '" + fields[3] + "' is there a second time");
    }
    try {
      return new MetricRow(
          Long.parseLong(fields[0]),
          Double.parseDouble(fields[1]),
          split,
          fields[3],
          Double.parseDouble(fields[4]));
    } catch (NumberFormatException e) {
      throw wrong(
          line, "step, epoch and value must be numbers, found '" + String.join(",", fields) + "'");
    }
  }

  private ReportException wrong(long line, String problem) {
    return new ReportException(
        file, "line " + line + ": " + problem + "." + ReportException.RUN_AGAIN);
  }
}
