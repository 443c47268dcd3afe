package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.vitmae.bench.BenchRow;
import org.vitmae.bench.BenchTable;

/**
 * Prints the benchmark's table in columns, row by row as they come; {@code -} is an empty field.
 * What is the same in every row is left to the CSV file, which has all rows so far after each one:
 * measuring takes minutes, and may be stopped.
 */
final class BenchPrinter implements Consumer<BenchRow> {
  private static final int CASE_WIDTH = 42;
  private static final int MIN_WIDTH = 8;
  private static final Set<String> CONSTANT = Set.of("device", "threads");

  private final BenchTable table;
  private final PrintWriter out;
  private final Optional<Path> csv;
  private final List<BenchRow> rows = new ArrayList<>();

  BenchPrinter(BenchTable table, PrintWriter out, Optional<Path> csv) {
    this.table = table;
    this.out = out;
    this.csv = csv;
  }

  @Override
  public void accept(BenchRow row) {
    if (rows.isEmpty()) {
      print(BenchTable.header());
    }
    rows.add(row);
    print(table.cells(row));
    csv.ifPresent(this::write);
  }

  private void write(Path file) {
    try {
      table.writeCsv(file, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print(List<String> cells) {
    StringBuilder line = new StringBuilder(cells.get(0));
    line.append(" ".repeat(Math.max(0, CASE_WIDTH - line.length())));
    for (int i = 1; i < cells.size(); i++) {
      if (CONSTANT.contains(BenchTable.header().get(i))) {
        continue;
      }
      int width = Math.max(MIN_WIDTH, BenchTable.header().get(i).length());
      String cell = cells.get(i).isEmpty() ? "-" : cells.get(i);
      line.append("  ").append(" ".repeat(Math.max(0, width - cell.length()))).append(cell);
    }
    out.println(line);
    out.flush();
  }
}
