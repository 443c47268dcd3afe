package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Task;
import org.vitmae.run.ArmSubject;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellSubject;
import org.vitmae.run.Manifest;
import org.vitmae.run.RunFolder;

/** Goes through the cells of an experiment, and keeps a manifest of each. */
final class ExperimentRunner {
  private static final String PRETRAIN = "pretrain";

  private final ExperimentConfig config;
  private final RunFolder run;
  private final Function<String, Task> tasks;
  private final CellTraining training;
  private final PrintWriter console;
  private final String configHash;

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
    configHash = ConfigWriter.hash(config);
  }

  /**
   * Runs every cell that is not done yet: for every seed pretraining, if an arm needs it, then the
   * arms.
   *
   * @return {@code DONE}, or {@code STOPPED} as soon as a cell was asked to stop
   */
  Manifest.Status run() throws IOException {
    for (long seed : config.seeds()) {
      Optional<CellFolder> pretrained = Optional.empty();
      if (Arms.needPretraining(config)) {
        pretrained = Optional.of(run.cell(PRETRAIN, seed));
        if (isStopped(pretrained.get(), Optional.empty(), seed, Optional.empty())) {
          return Manifest.Status.STOPPED;
        }
      }
      for (Map.Entry<String, ArmConfig> arm : config.arms().entrySet()) {
        boolean fromPretrained = arm.getValue().initialization() == ArmConfig.Initialization.MAE;
        Optional<CellFolder> start = fromPretrained ? pretrained : Optional.empty();
        if (isStopped(run.cell(arm.getKey(), seed), Optional.of(arm.getKey()), seed, start)) {
          return Manifest.Status.STOPPED;
        }
      }
    }
    return Manifest.Status.DONE;
  }

  private boolean isStopped(
      CellFolder folder, Optional<String> armName, long seed, Optional<CellFolder> pretrained)
      throws IOException {
    if (folder.isDone()) {
      console.printf("%s is done already%n", folder.name());
      return false;
    }
    Optional<ArmConfig> arm = armName.map(config.arms()::get);
    CellTraining.Request request = new CellTraining.Request(config, arm, seed, folder, pretrained);
    try (CellTraining.Session session = training.open(request)) {
      Manifest manifest = begin(folder, session, armName, seed, pretrained);
      return train(folder, session, manifest) == Manifest.Status.STOPPED;
    }
  }

  private Manifest begin(
      CellFolder folder,
      CellTraining.Session session,
      Optional<String> armName,
      long seed,
      Optional<CellFolder> pretrained)
      throws IOException {
    String startedAt = folder.manifest().map(Manifest::startedAt).orElseGet(ExperimentRunner::now);
    Manifest manifest =
        new Manifest(
            Manifest.Status.RUNNING,
            new CellSubject(
                config.name(),
                config.description(),
                folder.name(),
                armName.isPresent() ? "arm" : PRETRAIN,
                config.report().baseline(),
                config.data().name(),
                seed,
                session.engine(),
                configHash),
            armName.map(name -> armSubject(name, pretrained)),
            session.environment(),
            session.data(),
            session.size(),
            startedAt,
            "",
            List.of());
    folder.write(manifest);
    return manifest;
  }

  private ArmSubject armSubject(String name, Optional<CellFolder> pretrained) {
    ArmConfig arm = config.arms().get(name);
    Task task = tasks.apply(arm.task());
    return new ArmSubject(
        name,
        arm.task(),
        arm.protocol(),
        arm.initialization().name().toLowerCase(Locale.ROOT),
        pretrained.map(CellFolder::name).orElse(""),
        task.primaryMetric(),
        task.higherIsBetter());
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
