package org.vitmae.experiments;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.vitmae.bench.BenchRow;
import org.vitmae.bench.BenchTable;

/**
 * Prints the benchmark's table in columns, row by row as they come; {@code -} is an empty field.
 * What is the same in every row is left to the CSV file.
 */
record BenchPrinter(BenchTable table, PrintWriter out) {
  private static final int CASE_WIDTH = 42;
  private static final int MIN_WIDTH = 8;
  private static final Set<String> CONSTANT = Set.of("device", "threads");

  void header() {
    print(BenchTable.header());
  }

  void row(BenchRow row) {
    print(table.cells(row));
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
