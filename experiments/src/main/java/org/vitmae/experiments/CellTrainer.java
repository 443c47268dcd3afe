package org.vitmae.experiments;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.Engine;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.DataException;
import org.vitmae.data.Dataset;
import org.vitmae.data.Splits;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellKind;
import org.vitmae.run.Environment;
import org.vitmae.run.Provenance;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MemoryMeter;
import org.vitmae.train.Progress;
import org.vitmae.train.StopSignal;
import org.vitmae.weights.WeightsSource;

/** Trains cells in this process. */
final class CellTrainer implements CellTraining {
  private final Function<String, Task> tasks;
  private final Path dataDir;
  private final Function<String, Progress> progress;
  private final StopSignal stop;

  /**
   * Creates a trainer.
   *
   * @param progress makes the display of the cell of a given name
   */
  CellTrainer(
      Function<String, Task> tasks,
      Path dataDir,
      Function<String, Progress> progress,
      StopSignal stop) {
    this.tasks = tasks;
    this.dataDir = dataDir;
    this.progress = progress;
    this.stop = stop;
  }

  @Override
  public Session open(Request request) {
    PlannedCell cell = request.cell();
    ExperimentConfig config = cell.config();
    boolean libtorch = engine(cell) == Engine.LIBTORCH;
    int threads =
        libtorch
            ? ComputeThreads.configure(config.threads())
            : ComputeThreads.choose(config.threads());
    Device device = libtorch ? Device.select(config.device()) : Device.CPU;
    Precision precision = libtorch ? Precision.parse(config.precision(), device) : Precision.FP32;
    new MemoryMeter(device).restart();
    Splits splits = Splits.open(config.data(), dataDir);
    try {
      Dataset training = training(cell.armConfig(), splits, cell.seed());
      CellWork work =
          cell.armConfig().isPresent()
              ? arm(request, cell.armConfig().get(), splits, training, device, precision)
              : new PretrainWork(
                  config, dataDir, device, precision, cell.seed(), probing(config, splits, device));
      return new CellSession(
          request,
          environment(request, work.plan(), threads),
          splits,
          training,
          work,
          progress.apply(request.folder().name()),
          stop);
    } catch (RuntimeException e) {
      splits.close();
      throw e;
    }
  }

  /** Returns what trains a cell's Transformer; libtorch is not loaded for the other engine. */
  private static Engine engine(PlannedCell cell) {
    return cell.armConfig()
        .map(arm -> arm.head().engine())
        .orElse(cell.config().pretrain().engine());
  }

  private Optional<OnlineProbing> probing(ExperimentConfig config, Splits splits, Device device) {
    return config.onlineProbe().everyEpochs() == 0
        ? Optional.empty()
        : Optional.of(OnlineProbing.of(config, splits, tasks, device));
  }

  private Environment environment(Request request, ArmPlan plan, int threads) {
    Map<String, String> libraries =
        new TreeMap<>(Provenance.libraries(CellTrainer.class.getClassLoader()));
    request
        .cell()
        .armConfig()
        .ifPresent(arm -> libraries.putAll(Provenance.jarOf(tasks.apply(arm.task()).getClass())));
    return new Environment(
        plan.device().toString(),
        plan.precision().toString(),
        threads,
        Provenance.commit(),
        libraries);
  }

  private ArmWork arm(
      Request request,
      ArmConfig arm,
      Splits splits,
      Dataset training,
      Device device,
      Precision precision) {
    boolean judged = request.cell().kind() == CellKind.ARM;
    ExperimentConfig config = request.cell().config();
    Optional<WeightsSource> given =
        arm.initialization() == ArmConfig.Initialization.WEIGHTS
            ? Optional.of(
                WeightsSource.of(config.weightsOf(arm), dataDir.resolve(config.weightsOf(arm))))
            : Optional.empty();
    ArmRequest built =
        ArmRequest.of(
            arm,
            config.model(),
            config.data(),
            splits.classNames(),
            given
                .map(source -> dataDir.resolve(source.weights()))
                .or(() -> request.pretrained().map(CellTrainer::encoderWeights)),
            device,
            precision,
            request.cell().seed(),
            training);
    return new ArmWork(tasks.apply(arm.task()), built, given, judged);
  }

  private static Path encoderWeights(CellFolder pretrained) {
    return new CheckpointStore(pretrained.checkpoints())
        .latest()
        .map(Checkpoint::folder)
        .orElseThrow(
            () ->
                new DataException(
                    "%s holds no checkpoint to start from; delete the cell %s to pretrain again"
                        .formatted(pretrained.checkpoints(), pretrained.name())));
  }

  /** Returns what a cell of a seed learns from: what an arm's label budget leaves of the data. */
  static Dataset training(Optional<ArmConfig> arm, Splits splits, long seed) {
    return arm.map(own -> labeled(own, splits.train(), seed)).orElse(splits.train());
  }

  private static Dataset labeled(ArmConfig arm, Dataset train, long seed) {
    if (arm.labelsPerClass() > 0) {
      return Splits.labelBudget(train, arm.labelsPerClass(), seed);
    }
    return arm.labelFraction() == 1
        ? train
        : Splits.labelFraction(train, arm.labelFraction(), seed);
  }
}
