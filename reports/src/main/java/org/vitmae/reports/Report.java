package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the report of an experiment from its run folder alone.
 *
 * <p>Neither weights nor anything outside the folder is read, so deleting every checkpoint changes
 * nothing, and writing the report again on the same machine gives the same bytes.
 */
public final class Report {
  private Report() {}

  /**
   * Writes {@code report/} with {@code index.html}, {@code comparison.csv}, {@code curves.csv},
   * {@code axis.csv} where a key was varied, {@code categories.csv} where tests tell categories
   * apart, and PNG plots, in place of an older one. The page holds all its pictures and needs no
   * network.
   *
   * @param experimentFolder the folder that holds {@code cells}, for instance {@code
   *     runs/quickstart}
   * @return what was written
   * @throws ReportException if no cell is done, the baseline is missing, or a file is malformed; an
   *     older report then stays as it is
   * @throws IOException if a file cannot be read or written
   */
  public static ReportSummary write(Path experimentFolder) throws IOException {
    Run run = RunReader.read(experimentFolder);
    Results results = Comparison.of(run);
    List<AxisFigure> figures = AxisFigure.of(results);
    Page page = Page.of(run, results, figures);
    Path report = experimentFolder.resolve("report");
    ReportFolder.replace(
        report,
        folder -> {
          ComparisonCsv.write(folder.resolve("comparison.csv"), results);
          if (!figures.isEmpty()) {
            AxisCsv.write(folder.resolve("axis.csv"), figures);
          }
          if (results.arms().stream().anyMatch(arm -> !arm.categories().isEmpty())) {
            CategoriesCsv.write(folder.resolve("categories.csv"), results);
          }
          CurvesCsv.write(folder.resolve("curves.csv"), run);
          for (Plot plot : page.plots()) {
            Files.write(folder.resolve(plot.file()), plot.png());
          }
          HtmlReport.write(folder.resolve("index.html"), page.content());
        });
    try (Stream<Path> files = Files.list(report)) {
      return new ReportSummary(
          report.resolve("index.html"),
          files.sorted().toList(),
          results.arms().size(),
          run.cells().size(),
          run.unfinished().size());
    }
  }
}
