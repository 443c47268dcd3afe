package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final FinishedPretrainings finished;
  private final Function<String, Task> tasks;
  private final CellTraining training;
  private final PrintWriter console;
  private final String configHash;
  private final Map<String, SweepResult> swept = new LinkedHashMap<>();

  ExperimentRunner(
      ExperimentConfig config,
      RunFolder run,
      FinishedPretrainings finished,
      Function<String, Task> tasks,
      CellTraining training,
      PrintWriter console) {
    this.config = config;
    this.run = run;
    this.finished = finished;
    this.tasks = tasks;
    this.training = training;
    this.console = console;
    configHash = ConfigWriter.hash(config);
  }

  /**
   * Runs every cell that is not done yet.
   *
   * @return {@code DONE}, or {@code STOPPED} as soon as a cell was asked to stop
   */
  Manifest.Status run() throws IOException {
    CellPlan plan = new CellPlan(config);
    for (Sweep sweep : sweeps(plan)) {
      Optional<SweepResult> result = sweep.run(this::finished);
      if (result.isEmpty()) {
        return Manifest.Status.STOPPED;
      }
      plan.tune(result.get().chosen());
      swept.put(result.get().chosen().arm(), result.get());
      TrialsCsv.write(run.root().resolve("trials.csv"), swept.values());
    }
    for (PlannedCell cell : plan.cells()) {
      if (finished(cell).isEmpty()) {
        return Manifest.Status.STOPPED;
      }
    }
    return Manifest.Status.DONE;
  }

  /** Plans all trials before the first one runs, so that a wrong value is told at once. */
  private List<Sweep> sweeps(CellPlan plan) {
    return config.sweeps().keySet().stream()
        .map(
            arm ->
                new Sweep(
                    Trial.of(DefinitionOptions.reader(), config, arm),
                    plan,
                    tasks.apply(config.arms().get(arm).task())))
        .toList();
  }

  /** Trains a cell unless it is done; empty if it was asked to stop. */
  private Optional<CellFolder> finished(PlannedCell cell) throws IOException {
    CellFolder folder = run.cell(cell.name(), cell.config());
    if (folder.isDone()) {
      console.printf("%s is done already%n", folder.name());
      return Optional.of(folder);
    }
    Optional<CellFolder> same = finished.takeOver(cell, folder);
    if (same.isPresent()) {
      console.printf("%s is taken over from %s%n", folder.name(), same.get().path());
      return Optional.of(folder);
    }
    Optional<CellFolder> pretrained =
        cell.start()
            .map(start -> new CellFolder(folder.path().resolveSibling(start.pretrainCell())));
    try (CellTraining.Session session =
        training.open(
            new CellTraining.Request(
                cell.config(), cell.kind(), cell.armConfig(), cell.seed(), folder, pretrained))) {
      Manifest manifest = begin(cell, folder, session);
      Manifest.Status status = train(cell, folder, session, manifest);
      return status == Manifest.Status.STOPPED ? Optional.empty() : Optional.of(folder);
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
                configHash),
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
        sweepOf(cell).map(SweepResult::cost).orElse(ArmCell.Trials.NONE));
  }

  /** Returns what was found for a cell of an arm that was swept. */
  private Optional<SweepResult> sweepOf(PlannedCell cell) {
    return cell.kind() == PlannedCell.Kind.ARM
        ? cell.arm().flatMap(arm -> Optional.ofNullable(swept.get(arm)))
        : Optional.empty();
  }

  private Manifest.Status train(
      PlannedCell cell, CellFolder folder, CellTraining.Session session, Manifest manifest)
      throws IOException {
    try {
      CellTraining.Result result = session.train();
      List<String> notes = new ArrayList<>(result.notes());
      sweepOf(cell).ifPresent(sweep -> notes.add(sweep.note()));
      folder.write(manifest.ended(result.status(), result.usage(), result.data(), now(), notes));
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
