package org.vitmae.experiments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.DataConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.BatchSource;
import org.vitmae.data.Dataset;
import org.vitmae.data.Loader;
import org.vitmae.data.LoaderOptions;
import org.vitmae.data.Splits;
import org.vitmae.data.TrainTransform;
import org.vitmae.run.DataSummary;
import org.vitmae.run.Environment;
import org.vitmae.run.Manifest;
import org.vitmae.run.MetricsLog;
import org.vitmae.run.Usage;
import org.vitmae.train.MemoryMeter;
import org.vitmae.train.Progress;
import org.vitmae.train.RunOutcome;
import org.vitmae.train.StopSignal;
import org.vitmae.train.TrainingData;
import org.vitmae.train.TrainingLoop;
import org.vitmae.train.TrainingPlan;
import org.vitmae.weights.WeightsSource;

/** One cell with its data and learner. */
final class CellSession implements CellTraining.Session, CellWork.Evaluation {
  private final CellTraining.Request request;
  private final Environment environment;
  private final Splits splits;
  private final Dataset training;
  private final Map<String, String> fingerprints;
  private final List<String> warnings;
  private final CellWork work;
  private final Progress progress;
  private final StopSignal stop;
  private final List<Loader> loaders = new ArrayList<>();

  CellSession(
      CellTraining.Request request,
      Environment environment,
      Splits splits,
      Dataset training,
      CellWork work,
      Progress progress,
      StopSignal stop) {
    this.request = request;
    this.environment = environment;
    this.splits = splits;
    this.training = training;
    this.fingerprints = splits.fingerprints();
    this.warnings = splits.warnings();
    this.work = work;
    this.progress = progress;
    this.stop = stop;
  }

  @Override
  public String engine() {
    return work.plan().engine();
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public Optional<WeightsSource> weights() {
    return work.start().weights();
  }

  @Override
  public DataSummary data() {
    return new DataSummary(
        training.size(),
        splits.validation().map(Dataset::size).orElse(0),
        splits.test().map(Dataset::size).orElse(0),
        request.cell().armConfig().isPresent() ? splits.classNames() : List.of(),
        fingerprints,
        loaders.stream().flatMap(loader -> loader.skipped().stream()).distinct().sorted().toList(),
        warnings);
  }

  @Override
  public Usage size() {
    return Usage.none(work.plan().parameters(), work.plan().trainableParameters());
  }

  @Override
  public CellTraining.Result train() throws IOException {
    work.start().write(request.folder());
    RecipeConfig recipe = request.cell().recipe();
    Loader batches =
        work.plan().trains() ? trainingLoader(recipe) : loader(training, recipe.batchSize());
    Optional<BatchSource> validation =
        recipe.validateEveryEpochs() == 0
            ? Optional.empty()
            : splits.validation().map(split -> loader(split, recipe.batchSize()));
    RunOutcome outcome;
    try (MetricsLog metrics = request.folder().metrics()) {
      TrainingPlan plan =
          new TrainingPlan(
              recipe,
              work.selection(),
              request.cell().seed(),
              ConfigWriter.hash(request.cell().config()));
      outcome =
          new TrainingLoop(
                  plan,
                  new TrainingData(batches, validation),
                  work.learner(),
                  new CheckpointStore(request.folder().checkpoints()),
                  metrics,
                  progress,
                  stop)
              .resume();
    }
    if (outcome.status() == RunOutcome.Status.STOPPED) {
      return new CellTraining.Result(Manifest.Status.STOPPED, usage(outcome), data(), List.of());
    }
    List<String> notes = new ArrayList<>(dataNotes());
    notes.addAll(work.start().notes());
    notes.addAll(work.finish(request.folder(), outcome, this));
    return new CellTraining.Result(Manifest.Status.DONE, usage(outcome), data(), notes);
  }

  /** Returns what readers left out or changed; splits of one source say the same once. */
  private List<String> dataNotes() {
    return Stream.concat(
            Stream.of(splits.train()),
            Stream.concat(splits.validation().stream(), splits.test().stream()))
        .flatMap(split -> split.notes().stream())
        .distinct()
        .toList();
  }

  private Usage usage(RunOutcome outcome) {
    return new Usage(
        work.plan().parameters(),
        work.plan().trainableParameters(),
        outcome.imagesSeen(),
        outcome.imagesSeen() * work.plan().trainFlopsPerImage(),
        outcome.wallSeconds(),
        outcome.waitShare(),
        new MemoryMeter(work.plan().device()).peakBytes());
  }

  private Loader trainingLoader(RecipeConfig recipe) {
    DataConfig data = request.cell().config().data();
    Loader loader =
        new Loader(
            training,
            new TrainTransform(recipe.augment(), data),
            new LoaderOptions(
                recipe.batchSize(),
                true,
                true,
                request.cell().seed(),
                data.workers(),
                data.onCorrupt()));
    loaders.add(loader);
    return loader;
  }

  @Override
  public Dataset examples() {
    return splits.test().orElse(splits.train());
  }

  @Override
  public Loader loader(Dataset dataset, int batchSize) {
    Loader loader =
        EvaluationLoader.of(
            request.cell().config().data(),
            request.cell().recipe().augment().framing(),
            dataset,
            batchSize);
    loaders.add(loader);
    return loader;
  }

  @Override
  public void close() {
    progress.close();
    try {
      work.close();
    } finally {
      splits.close();
    }
  }
}
