package org.vitmae.train;

import java.util.ArrayList;
import java.util.List;

/** Keeps logged rows in memory. */
public final class MemoryMetrics implements MetricsSink {
  /** One logged row. */
  public record Row(long step, double epoch, String split, String metric, double value) {}

  private final List<Row> rows = new ArrayList<>();

  @Override
  public void log(long step, double epoch, String split, String metric, double value) {
    rows.add(new Row(step, epoch, split, metric, value));
  }

  @Override
  public void sync() {}

  @Override
  public void rewind(long keep) {
    if (keep > rows.size()) {
      throw new IllegalArgumentException(keep + " rows were to stay, there are " + rows.size());
    }
    rows.subList((int) keep, rows.size()).clear();
  }

  /** Returns all rows but those that measure time. */
  public List<Row> rows() {
    return rows.stream().filter(row -> !row.metric().equals("images_per_second")).toList();
  }

  /** Returns the values of one metric, oldest first. */
  public List<Double> values(String split, String metric) {
    return rows.stream()
        .filter(row -> row.split().equals(split) && row.metric().equals(metric))
        .map(Row::value)
        .toList();
  }
}
