package org.vitmae.run;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * The file {@code metrics.csv} of a cell, one number per row, on disk as soon as it is logged.
 *
 * <p>Rows of a step belong before the checkpoint of that step: then a resumed run's file equals the
 * uninterrupted one's. Not thread-safe.
 */
public final class MetricsLog implements AutoCloseable {
  private static final String HEADER = "step,epoch,split,metric,value";

  private final ICSVWriter writer;

  private MetricsLog(Path file) throws IOException {
    writer =
        new CSVWriterBuilder(
                Files.newBufferedWriter(
                    file,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND))
            .withLineEnd("\n")
            .build();
  }

  /**
   * Opens a log to go on after a step, 0 for a new one.
   *
   * <p>Rows of later steps, of the final test and cut short by a crash are removed first: they will
   * be written again.
   */
  public static MetricsLog open(Path file, long step) throws IOException {
    StringBuilder kept = new StringBuilder(HEADER).append('\n');
    if (Files.exists(file)) {
      // The line end is written last: what follows the last one is half a row.
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      for (String row : whole.lines().skip(1).toList()) {
        if (isKept(file, row, step)) {
          kept.append(row).append('\n');
        }
      }
    }
    AtomicFile.write(file, kept.toString());
    return new MetricsLog(file);
  }

  private static boolean isKept(Path file, String row, long step) throws IOException {
    String[] fields = row.split(",", 4);
    try {
      return Long.parseLong(fields[0]) <= step && !fields[2].equals("test");
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(
          "%s: found the row \"%s\", expected %s; remove the row to go on"
              .formatted(file, row, HEADER),
          e);
    }
  }

  /**
   * Appends one row per metric, in the map's order.
   *
   * @param step optimizer updates so far, from 1
   * @param epoch updates over updates per epoch
   * @param split {@code train}, {@code val} or {@code test}
   */
  public void log(long step, double epoch, String split, Map<String, Double> metrics)
      throws IOException {
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      List<String> row =
          List.of(
              Long.toString(step),
              Double.toString(epoch),
              split,
              metric.getKey(),
              Double.toString(metric.getValue()));
      writer.writeNext(row.toArray(String[]::new), false);
    }
    writer.flush();
    if (writer.checkError()) {
      throw new IOException("metrics.csv could not be written", writer.getException());
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
