package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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
    if (!Files.exists(file)) {
      throw new ReportException(
          file, "is missing, although the cell is done." + ReportException.RUN_AGAIN);
    }
    return new MetricsReader(file).rows(CsvLines.read(file, ReportException.RUN_AGAIN));
  }

  private List<MetricRow> rows(List<String[]> lines) {
    if (lines.isEmpty() || !HEADER.equals(List.of(lines.get(0)))) {
      String found = lines.isEmpty() ? "an empty file" : String.join(",", lines.get(0));
      throw wrong(1, "expected the header " + String.join(",", HEADER) + ", found " + found);
    }
    return IntStream.range(1, lines.size()).mapToObj(i -> row(lines.get(i), i + 1)).toList();
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
      throw wrong(line, "test metric '" + fields[3] + "' appears twice");
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
