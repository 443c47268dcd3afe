package org.vitmae.reports;

import java.nio.file.Path;
import java.util.List;

/**
 * What a report was written from, and where it lies.
 *
 * @param page the page to open
 * @param files everything written, the page included, sorted by name
 * @param arms rows of {@code comparison.csv}
 * @param cells finished cells that were used
 * @param unfinished cells that were left out because they are not done
 */
public record ReportSummary(Path page, List<Path> files, int arms, int cells, int unfinished) {
  public ReportSummary {
    files = List.copyOf(files);
  }
}
