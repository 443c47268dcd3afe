package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.AxisConfig;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Task;
import org.vitmae.run.ArmCell;
import org.vitmae.run.ArmSubject;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellSubject;
import org.vitmae.run.Manifest;
import org.vitmae.run.RunFolder;

/** Goes through the cells of an experiment, and keeps a manifest of each. */
final class ExperimentRunner {
  private final ExperimentConfig config;
  private final RunFolder run;
  private final Function<String, Task> tasks;
  private final CellTraining training;
  private final PrintWriter console;

  ExperimentRunner(
      ExperimentConfig config,
      RunFolder run,
      Function<String, Task> tasks,
      CellTraining training,
      PrintWriter console) {
    this.config = config;
    this.run = run;
    this.tasks = tasks;
    this.training = training;
    this.console = console;
  }

  /**
   * Runs every cell that is not done yet.
   *
   * @return {@code DONE}, or {@code STOPPED} as soon as a cell was asked to stop
   */
  Manifest.Status run() throws IOException {
    for (PlannedCell cell : new CellPlan(config).cells()) {
      if (isStopped(cell)) {
        return Manifest.Status.STOPPED;
      }
    }
    return Manifest.Status.DONE;
  }

  private boolean isStopped(PlannedCell cell) throws IOException {
    CellFolder folder = run.cell(cell.name(), cell.config());
    if (folder.isDone()) {
      console.printf("%s is done already%n", folder.name());
      return false;
    }
    Optional<CellFolder> pretrained =
        cell.start()
            .map(start -> new CellFolder(folder.path().resolveSibling(start.pretrainCell())));
    try (CellTraining.Session session =
        training.open(
            new CellTraining.Request(
                cell.config(), cell.armConfig(), cell.seed(), folder, pretrained))) {
      return train(folder, session, begin(cell, folder, session)) == Manifest.Status.STOPPED;
    }
  }

  private Manifest begin(PlannedCell cell, CellFolder folder, CellTraining.Session session)
      throws IOException {
    String startedAt = folder.manifest().map(Manifest::startedAt).orElseGet(ExperimentRunner::now);
    Manifest manifest =
        new Manifest(
            Manifest.Status.RUNNING,
            new CellSubject(
                config.name(),
                config.description(),
                cell.name(),
                cell.kind().text(),
                cell.variant(),
                cell.arm().flatMap(config::baseline).orElse(""),
                config.data().name(),
                cell.seed(),
                session.engine(),
                ConfigWriter.hash(cell.config())),
            cell.armConfig().map(arm -> armCell(cell, arm)),
            session.environment(),
            session.data(),
            session.size(),
            startedAt,
            "",
            List.of());
    folder.write(manifest);
    return manifest;
  }

  private ArmCell armCell(PlannedCell cell, ArmConfig arm) {
    Task task = tasks.apply(arm.task());
    AxisConfig axis = arm.axis();
    return new ArmCell(
        new ArmSubject(
            cell.arm().orElseThrow(),
            arm.task(),
            arm.protocol(),
            arm.initialization().name().toLowerCase(Locale.ROOT),
            task.primaryMetric(),
            task.higherIsBetter(),
            cell.repeat()),
        cell.start(),
        axis.isNone()
            ? Optional.empty()
            : Optional.of(new ArmCell.Axis(axis.group(), axis.key(), axis.value())),
        ArmCell.Trials.NONE);
  }

  private Manifest.Status train(CellFolder folder, CellTraining.Session session, Manifest manifest)
      throws IOException {
    try {
      CellTraining.Result result = session.train();
      folder.write(
          manifest.ended(result.status(), result.usage(), result.data(), now(), result.notes()));
      return result.status();
    } catch (IOException | RuntimeException | Error e) {
      recordFailure(folder, manifest, e);
      throw e;
    }
  }

  private static void recordFailure(CellFolder folder, Manifest manifest, Throwable failure) {
    try {
      folder.write(
          manifest.ended(
              Manifest.Status.FAILED, manifest.usage(), manifest.data(), now(), List.of()));
    } catch (IOException e) {
      failure.addSuppressed(e); // a full disk must not hide what went wrong first
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
