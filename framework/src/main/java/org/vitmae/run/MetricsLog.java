package org.vitmae.run;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.vitmae.files.AtomicFile;
import org.vitmae.files.Disk;
import org.vitmae.files.TextFile;
import org.vitmae.train.MetricsSink;

/**
 * The file {@code metrics.csv} of a cell, one number per row, written out as soon as it is logged.
 *
 * <p>A run that is resumed forgets the rows its checkpoint does not know of, so that its file ends
 * up equal to an uninterrupted run's. Not thread-safe.
 */
public final class MetricsLog implements MetricsSink, AutoCloseable {
  private static final long ALL = Long.MAX_VALUE;

  private static final String HEADER = "step,epoch,split,metric,value";

  private final Path file;
  private ICSVWriter writer;

  /**
   * Opens a log at its end, with its header if it is new. Half a row, left by a crash, is removed.
   */
  public MetricsLog(Path file) {
    this.file = file;
    try {
      writer = keep(ALL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Appends a row; it survives the death of the process once this returns.
   *
   * @param step optimizer updates so far, from 1
   * @param epoch updates over updates per epoch
   * @param split {@code train}, {@code val} or {@code test}
   * @throws UncheckedIOException if it cannot be written, for instance on a full disk
   * @throws IllegalArgumentException if the metric's name would need quotes
   */
  @Override
  public void log(long step, double epoch, String split, String metric, double value) {
    if (!isName(metric)) {
      throw new IllegalArgumentException(
          "a metric's name has no comma, quotes or line ends, got '%s'".formatted(metric));
    }
    String[] row = {
      Long.toString(step), Double.toString(epoch), split, metric, Double.toString(value)
    };
    writer.writeNext(row, false);
    writer.flushQuietly();
    if (writer.checkError()) {
      throw new UncheckedIOException(
          "%s: a row could not be written".formatted(file), writer.getException());
    }
  }

  /** Tells whether a metric may be called so: a row is one line with its fields between commas. */
  public static boolean isName(String metric) {
    return metric.matches("[^,\"\\p{Cntrl}]+");
  }

  @Override
  public void sync() {
    try {
      Disk.sync(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Forgets all rows but the oldest.
   *
   * @param rows how many rows stay, the header not counted
   * @throws UncheckedIOException if the file cannot be rewritten, or has fewer rows
   */
  @Override
  public void rewind(long rows) {
    try {
      writer.close();
      writer = keep(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ICSVWriter keep(long rows) throws IOException {
    StringBuilder kept = new StringBuilder(HEADER).append('\n');
    long found = 0;
    if (Files.exists(file)) {
      // The line end is written last: what follows the last one is half a row.
      String text = TextFile.read(file);
      List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      if (!whole.isEmpty() && !whole.get(0).equals(HEADER)) {
        throw new IOException(
            "%s: found the header \"%s\", expected %s; move the file away to go on"
                .formatted(file, whole.get(0), HEADER));
      }
      found = Math.max(0, whole.size() - 1);
      whole.stream().skip(1).limit(rows).forEach(row -> kept.append(row).append('\n'));
    }
    if (found < rows && rows < ALL) {
      throw new IOException(
          "%s has %d rows, but the checkpoint to go on from knows of %d. Bring the file back, delete the newest checkpoint to go on from an older one, or delete the cell to start anew."
              .formatted(file, found, rows));
    }
    AtomicFile.write(file, kept.toString());
    return new CSVWriterBuilder(
            Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND))
        .withLineEnd("\n")
        .build();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
