package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vitmae.reports.Report;
import org.vitmae.reports.ReportSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description =
        "Rebuilds the report of an experiment from its run folder; weights are not needed.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A run folder, for instance runs/quickstart.")
  private Path folder = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    write(folder, spec.commandLine().getOut());
    return ExitCode.OK;
  }

  static void write(Path folder, PrintWriter out) throws IOException {
    ReportSummary report = Report.write(folder);
    out.printf(
        "Report on %s from %s%s: %s%n",
        counted(report.arms(), "arm"),
        counted(report.cells(), "cell"),
        report.unfinished() == 0 ? "" : " (not done: " + report.unfinished() + ")",
        report.page());
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
