package org.vitmae.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vitmae.checkpoint.BestMetric;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.checkpoint.TrainingState;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.BatchSource;
import org.vitmae.data.BatchStream;

/**
 * One execution of a {@link TrainingLoop} and where it stands. Everything that later steps, rows
 * and decisions depend on is in the fields that {@link #state} saves.
 */
final class TrainingRun {
  private final TrainingPlan plan;
  private final RecipeConfig recipe;
  private final TrainingData data;
  private final Learner learner;
  private final CheckpointWriter checkpoints;
  private final MetricsSink metrics;
  private final Progress progress;
  private final StopSignal stop;
  private final UpdateSteps steps;
  private final RunClock clock;

  private long step;
  private int epoch;
  private int batchInEpoch;
  private long imagesSeen;
  private Optional<BestMetric> best;
  private int validationsWithoutImprovement;
  private long metricRows;
  private final List<Double> pendingLosses;

  /** The epoch to come, whose first batches are read while this one ends. */
  private Optional<BatchStream> nextEpoch = Optional.empty();

  /** Up to which step losses were taken from the learner. */
  private long collectedStep;

  TrainingRun(
      TrainingPlan plan,
      TrainingData data,
      Learner learner,
      CheckpointWriter checkpoints,
      MetricsSink metrics,
      Progress progress,
      StopSignal stop,
      TrainingState state) {
    this.plan = plan;
    this.recipe = plan.recipe();
    this.data = data;
    this.learner = learner;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.progress = progress;
    this.stop = stop;
    this.steps = UpdateSteps.of(recipe, data.training().batchesPerEpoch());
    this.clock = new RunClock(state.wallSeconds(), state.waitSeconds());
    this.step = state.step();
    this.epoch = state.epoch();
    this.batchInEpoch = state.batchInEpoch();
    this.imagesSeen = state.imagesSeen();
    this.best = state.best();
    this.validationsWithoutImprovement = state.validationsWithoutImprovement();
    this.metricRows = state.metricRows();
    this.pendingLosses = new ArrayList<>(state.pendingLosses());
    this.collectedStep = step;
  }

  private TrainingState state() {
    return new TrainingState(
        step,
        epoch,
        batchInEpoch,
        plan.seed(),
        plan.configHash(),
        best,
        validationsWithoutImprovement,
        imagesSeen,
        clock.wallSeconds(),
        clock.waitSeconds(),
        metricRows,
        pendingLosses);
  }

  RunOutcome run() {
    try {
      return trainEpochs();
    } finally {
      nextEpoch.ifPresent(BatchStream::close);
    }
  }

  private RunOutcome trainEpochs() {
    while (!complete()) {
      if (!trainEpoch() || !finishEpoch()) {
        save();
        progress.onEvent("Stopped at step %d of %d".formatted(step, steps.total()));
        return outcome(RunOutcome.Status.STOPPED);
      }
    }
    return outcome(RunOutcome.Status.DONE);
  }

  private boolean complete() {
    return epoch >= recipe.epochs() || outOfPatience();
  }

  private boolean outOfPatience() {
    return recipe.patience() > 0 && validationsWithoutImprovement >= recipe.patience();
  }

  /** Trains to the end of the epoch; returns false if a stop was asked for before. */
  private boolean trainEpoch() {
    if (batchInEpoch == steps.usedBatches()) {
      return true; // resumed between the epoch's last step and its validation
    }
    try (BatchStream stream = open()) {
      while (batchInEpoch < steps.usedBatches()) {
        if (stop.requested()) {
          return false;
        }
        update(stream);
      }
    }
    return true;
  }

  private BatchStream open() {
    BatchStream stream = nextEpoch.orElseGet(() -> data.training().open(epoch, batchInEpoch));
    nextEpoch = Optional.empty();
    return stream;
  }

  private void update(BatchStream stream) {
    long waitedBefore = stream.waitNanos();
    List<Batch> microBatches = new ArrayList<>(recipe.accumulation());
    int images = 0;
    for (int i = 0; i < recipe.accumulation(); i++) {
      Batch batch = stream.next();
      microBatches.add(batch);
      images += batch.valid();
    }
    clock.waited(stream.waitNanos() - waitedBefore);
    if (batchInEpoch + recipe.accumulation() == steps.usedBatches()
        && epoch + 1 < recipe.epochs()) {
      nextEpoch = Optional.of(data.training().open(epoch + 1, 0));
    }
    learner.step(microBatches, steps.learningRate(step + 1));
    step++;
    batchInEpoch += recipe.accumulation();
    imagesSeen += images;
    clock.stepped(images);
    if (step % recipe.logEverySteps() == 0) {
      logTraining();
    }
  }

  /** Validates and saves where due; returns false if a stop was asked for before that was done. */
  private boolean finishEpoch() {
    boolean improved = false;
    if (validationDue()) {
      collectLosses();
      Optional<Map<String, Double>> validation =
          clock.outsideLap(() -> validate(data.validation().orElseThrow()));
      if (validation.isEmpty()) {
        return false;
      }
      improved = judge(validation.get());
    }
    logValidation(clock.outsideRun(() -> learner.inspect(epoch + 1)));
    epoch++;
    batchInEpoch = 0;
    if (complete()) {
      logTraining();
    }
    if (improved || complete() || epoch % recipe.checkpointEveryEpochs() == 0) {
      save();
    }
    return true;
  }

  private boolean validationDue() {
    int every = recipe.validateEveryEpochs();
    return data.validation().isPresent()
        && every > 0
        && ((epoch + 1) % every == 0 || epoch + 1 == recipe.epochs());
  }

  /** Returns the metrics of a whole validation, empty if a stop was asked for. */
  private Optional<Map<String, Double>> validate(BatchSource source) {
    try (BatchStream stream = source.open(0, 0)) {
      StoppableBatches batches = new StoppableBatches(stream, stop);
      Map<String, Double> validation = new TreeMap<>(learner.evaluate(() -> batches));
      clock.waited(stream.waitNanos());
      return Optional.of(validation);
    } catch (StoppableBatches.Stopped e) {
      return Optional.empty();
    }
  }

  /** Logs a validation and tells whether it is the best so far. */
  private boolean judge(Map<String, Double> validation) {
    logValidation(validation);
    Optional<BestMetric> improvement = plan.selection().improvement(validation, best, step);
    if (improvement.isPresent()) {
      best = improvement;
      validationsWithoutImprovement = 0;
    } else {
      validationsWithoutImprovement++;
    }
    progress.onEvent(
        "Validation after epoch %d: %s%s"
            .formatted(
                epoch + 1,
                inWords(validation),
                improvement.isPresent() ? ", the best so far" : ""));
    return improvement.isPresent();
  }

  private static String inWords(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(metric -> String.format(Locale.ROOT, "%s %.4f", metric.getKey(), metric.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void logValidation(Map<String, Double> values) {
    new TreeMap<>(values).forEach((metric, value) -> log("val", metric, value));
  }

  private void logTraining() {
    collectLosses();
    if (pendingLosses.isEmpty()) {
      return;
    }
    double loss =
        pendingLosses.stream().mapToDouble(Double::doubleValue).sum() / pendingLosses.size();
    pendingLosses.clear();
    double learningRate = steps.learningRate(step);
    log("train", "loss", loss);
    log("train", "lr", learningRate);
    clock.imagesPerSecond().ifPresent(speed -> log("train", "images_per_second", speed));
    progress.onStep(
        new ProgressUpdate(
            step,
            steps.total(),
            steps.epochsDone(step),
            recipe.epochs(),
            loss,
            learningRate,
            clock.imagesPerSecond().orElse(0),
            clock.secondsPerStep() * (steps.total() - step),
            clock.waitShare(),
            ResidentMemory.currentBytes()));
    clock.startLap();
  }

  private void log(String split, String metric, double value) {
    metrics.log(step, steps.epochsDone(step), split, metric, value);
    metricRows++;
  }

  /** Takes the losses of the steps since the last call; none of them may be non-finite. */
  private void collectLosses() {
    double[] losses = learner.takeLosses();
    if (losses.length != step - collectedStep) {
      throw new IllegalStateException(
          "the learner made %d steps since its losses were last taken, but returned %d losses"
              .formatted(step - collectedStep, losses.length));
    }
    for (double loss : losses) {
      collectedStep++;
      if (!Double.isFinite(loss)) {
        throw notFinite("The loss became " + loss, collectedStep);
      }
      pendingLosses.add(loss);
    }
  }

  private TrainingException notFinite(String what, long badStep) {
    String lastGood =
        checkpoints
            .store()
            .latest()
            .map(checkpoint -> "The last good checkpoint is " + checkpoint.folder())
            .orElse("No checkpoint was written before");
    long badEpoch = (badStep - 1) / steps.perEpoch() + 1;
    return TrainingException.notFinite(
        what, badStep, badEpoch, steps.learningRate(badStep), lastGood);
  }

  private void save() {
    collectLosses();
    if (!learner.isFinite()) {
      throw notFinite("A weight became infinite or not a number", step);
    }
    clock.outsideLap(
        () -> {
          metrics.sync();
          return checkpoints.save(state(), learner::save);
        });
  }

  private RunOutcome outcome(RunOutcome.Status status) {
    return new RunOutcome(
        status,
        step,
        imagesSeen,
        best,
        clock.wallSeconds(),
        clock.waitShare(),
        steps.epochsDone(step));
  }
}
