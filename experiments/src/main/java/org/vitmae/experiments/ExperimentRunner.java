package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.AxisConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.Kebab;
import org.vitmae.plugin.Task;
import org.vitmae.run.ArmCell;
import org.vitmae.run.ArmSubject;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellKind;
import org.vitmae.run.CellSubject;
import org.vitmae.run.DataSummary;
import org.vitmae.run.Environment;
import org.vitmae.run.Manifest;
import org.vitmae.run.RunFolder;
import org.vitmae.run.Usage;
import org.vitmae.train.TrainingException;
import org.vitmae.weights.WeightsSource;

/** Goes through the cells of an experiment, and keeps a manifest of each. */
final class ExperimentRunner {
  /** Begins the notes that stay with a cell until it is done. */
  private static final String RESUMED = "Resumed with";

  private final ExperimentConfig config;
  private final RunFolder run;
  private final FinishedPretrainings pretrainings;
  private final Function<String, Task> tasks;
  private final CellTraining training;
  private final PrintWriter console;
  private final String configHash;
  private final Map<String, SweepResult> swept = new LinkedHashMap<>();

  ExperimentRunner(
      ExperimentConfig config,
      RunFolder run,
      FinishedPretrainings pretrainings,
      Function<String, Task> tasks,
      CellTraining training,
      PrintWriter console) {
    this.config = config;
    this.run = run;
    this.pretrainings = pretrainings;
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
      Optional<SweepResult> result = sweep.run(this::runTrial);
      if (result.isEmpty()) {
        return Manifest.Status.STOPPED;
      }
      plan.tune(result.get().chosen());
      swept.put(result.get().chosen().arm(), result.get());
      TrialsCsv.write(run.root().resolve("trials.csv"), swept.values());
    }
    for (PlannedCell cell : plan.cells()) {
      if (runCell(cell).isEmpty()) {
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

  /** Trains a cell of a trial, which may diverge, but not again: another time it might not. */
  private Optional<CellFolder> runTrial(PlannedCell cell) throws IOException {
    Optional<String> divergence =
        run.cell(cell.name(), cell.config()).manifest().flatMap(Manifest::divergence);
    try {
      if (divergence.isPresent()) {
        throw new TrainingException(divergence.get());
      }
      return runCell(cell);
    } catch (TrainingException e) {
      console.printf("%s%nThe trial is left out.%n", e.getMessage());
      throw e;
    }
  }

  /** Trains a cell unless it is done; empty if it was asked to stop. */
  private Optional<CellFolder> runCell(PlannedCell cell) throws IOException {
    try {
      return finish(cell);
    } catch (IOException | RuntimeException | Error e) {
      console.printf("%s failed%n", cell.name());
      throw e;
    }
  }

  private Optional<CellFolder> finish(PlannedCell cell) throws IOException {
    CellFolder folder = run.cell(cell.name(), cell.config());
    if (folder.isDone()) {
      console.printf("%s is done already%n", folder.name());
      return Optional.of(folder);
    }
    if (isTakenOver(cell, folder)) {
      return Optional.of(folder);
    }
    Optional<CellFolder> pretrained =
        cell.start()
            .map(start -> new CellFolder(folder.path().resolveSibling(start.pretrainCell())));
    try (CellTraining.Session session =
        training.open(new CellTraining.Request(cell, folder, pretrained))) {
      Manifest manifest = begin(cell, folder, session);
      Manifest.Status status = train(cell, folder, session, manifest);
      return status == Manifest.Status.STOPPED ? Optional.empty() : Optional.of(folder);
    }
  }

  /** Takes a pretraining over; the manifest comes last, since it says that the cell is done. */
  private boolean isTakenOver(PlannedCell cell, CellFolder folder) throws IOException {
    Optional<CellFolder> same = pretrainings.takeOver(cell, folder);
    if (same.isEmpty()) {
      tellMisfits(cell, folder);
      return false;
    }
    Manifest origin = same.get().manifest().orElseThrow();
    String note =
        "Taken over from the experiment %s, which trained it."
            .formatted(origin.subject().experiment());
    folder.write(origin.takenOver(subject(cell, origin.subject().engine()), note));
    console.printf("%s is taken over from %s%n", folder.name(), same.get().path());
    return true;
  }

  /** Days of training that were to be saved must not begin without a word. */
  private void tellMisfits(PlannedCell cell, CellFolder folder) throws IOException {
    if (cell.kind() == CellKind.PRETRAIN && !isBegun(folder)) {
      for (String misfit : pretrainings.misfits(cell)) {
        console.printf("%s is not taken over: %s%n", cell.name(), misfit);
      }
    }
  }

  private CellSubject subject(PlannedCell cell, String engine) {
    return new CellSubject(
        config.name(),
        config.description(),
        cell.name(),
        cell.kind(),
        cell.variant(),
        cell.arm().flatMap(config::baseline).orElse(""),
        config.data().name(),
        cell.seed(),
        engine,
        configHash);
  }

  private Manifest begin(PlannedCell cell, CellFolder folder, CellTraining.Session session)
      throws IOException {
    Optional<Manifest> earlier = folder.manifest();
    Usage usage = session.size();
    if (isBegun(folder)) {
      usage = earlier.map(Manifest::usage).map(usage::withPeakOf).orElse(usage);
      checkSameWeights(folder, earlier.flatMap(Manifest::weights), session.weights());
      checkSameImages(folder, earlier.map(Manifest::data), session.data());
    }
    String startedAt = earlier.map(Manifest::startedAt).orElseGet(ExperimentRunner::now);
    Manifest manifest =
        new Manifest(
            Manifest.Status.RUNNING,
            subject(cell, engines(folder, earlier, session.engine())),
            cell.armConfig().map(arm -> armCell(cell, arm)),
            session.weights(),
            session.environment(),
            session.data().withSkipped(skippedBefore(earlier)),
            usage,
            startedAt,
            "",
            resumptions(folder, earlier, session.environment()));
    folder.write(manifest);
    return manifest;
  }

  /** Returns with what else than before a cell went on whenever it did; manifests have the last. */
  private static List<String> resumptions(
      CellFolder folder, Optional<Manifest> earlier, Environment now) {
    if (earlier.isEmpty() || !isBegun(folder)) {
      return List.of();
    }
    List<String> notes =
        new ArrayList<>(
            earlier.get().notes().stream().filter(note -> note.startsWith(RESUMED)).toList());
    List<String> changes = now.changesSince(earlier.get().environment());
    if (!changes.isEmpty()) {
      notes.add("%s %s.".formatted(RESUMED, String.join(", ", changes)));
    }
    return notes;
  }

  /** Tells whether a cell has a checkpoint to go on from. */
  private static boolean isBegun(CellFolder folder) {
    return !new CheckpointStore(folder.checkpoints()).steps().isEmpty();
  }

  /** Returns the records that a cell passed over before it was stopped. */
  private static List<String> skippedBefore(Optional<Manifest> earlier) {
    return earlier.map(manifest -> manifest.data().skipped()).orElse(List.of());
  }

  /** Returns the engine of a cell; of one that goes on with another than before, all in order. */
  private static String engines(CellFolder folder, Optional<Manifest> earlier, String now) {
    return earlier
        .filter(manifest -> isBegun(folder))
        .map(manifest -> manifest.subject().engine())
        .map(then -> then.endsWith(now) ? then : then + ", " + now)
        .orElse(now);
  }

  /** A cell that goes on from its checkpoint started from the weights as they were then. */
  private static void checkSameWeights(
      CellFolder folder, Optional<WeightsSource> then, Optional<WeightsSource> now) {
    if (then.isPresent() && !then.equals(now)) {
      throw new ConfigException(
          "%s started from other weights than it would now: %s then, %s now; bring those back, or delete the cell to start anew"
              .formatted(
                  folder.name(), then.get(), now.map(WeightsSource::toString).orElse("none")));
    }
  }

  /** Likewise: its first steps saw the images as they were then. */
  private static void checkSameImages(
      CellFolder folder, Optional<DataSummary> then, DataSummary now) {
    List<String> changed = then.map(data -> data.changedSplits(now)).orElse(List.of());
    if (!changed.isEmpty()) {
      throw new ConfigException(
          "%s began with other images or labels than there are now (%s); bring those back, or delete the cell to start anew"
              .formatted(folder.name(), String.join(", ", changed)));
    }
  }

  private ArmCell armCell(PlannedCell cell, ArmConfig arm) {
    Task task = tasks.apply(arm.task());
    AxisConfig axis = arm.axis();
    return new ArmCell(
        new ArmSubject(
            cell.arm().orElseThrow(),
            arm.task(),
            arm.protocol(),
            Kebab.ofConstant(arm.initialization()),
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
    return cell.kind() == CellKind.ARM
        ? cell.arm().flatMap(arm -> Optional.ofNullable(swept.get(arm)))
        : Optional.empty();
  }

  private Manifest.Status train(
      PlannedCell cell, CellFolder folder, CellTraining.Session session, Manifest manifest)
      throws IOException {
    try {
      CellTraining.Result result = session.train();
      List<String> notes = new ArrayList<>(manifest.notes());
      notes.addAll(result.notes());
      sweepOf(cell).ifPresent(sweep -> notes.add(sweep.note()));
      DataSummary data = result.data().withSkipped(manifest.data().skipped());
      Usage usage = result.usage().withPeakOf(manifest.usage());
      folder.write(manifest.ended(result.status(), usage, data, now(), notes));
      return result.status();
    } catch (IOException | RuntimeException | Error e) {
      recordFailure(folder, manifest, e);
      throw e;
    }
  }

  private static void recordFailure(CellFolder folder, Manifest manifest, Throwable failure) {
    // What fails so in an arm may also be its test.
    boolean diverged =
        failure instanceof TrainingException && manifest.subject().kind() != CellKind.ARM;
    List<String> notes = new ArrayList<>(manifest.notes());
    notes.add(diverged ? failure.getMessage() : "Failed: " + reason(failure));
    try {
      folder.write(
          manifest.ended(
              diverged ? Manifest.Status.DIVERGED : Manifest.Status.FAILED,
              manifest.usage(),
              manifest.data(),
              now(),
              notes));
    } catch (IOException e) {
      failure.addSuppressed(e); // a full disk must not hide what went wrong first
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof Exception e
        ? Failures.userMessages(e).map(all -> String.join(" ", all)).orElse(e.toString())
        : failure.toString();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
