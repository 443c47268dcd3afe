package org.vitmae.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.FramingConfig;
import org.vitmae.config.Kebab;
import org.vitmae.config.OnlineProbeConfig;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Dataset;
import org.vitmae.data.Loader;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.data.Splits;
import org.vitmae.plugin.OnlineProbe;
import org.vitmae.plugin.OnlineProbe.Features;
import org.vitmae.plugin.Task;
import org.vitmae.run.CellKind;
import org.vitmae.tensor.Device;
import org.vitmae.train.Pretraining;

/** Looks at the features of a pretraining with the labels of training and validation split. */
final class OnlineProbing {
  private static final double NANOS_PER_SECOND = 1e9;

  private final OnlineProbeConfig config;
  private final OnlineProbe probe;
  private final Loader training;
  private final Loader validation;
  private final int classes;
  private final Device device;

  private OnlineProbing(
      OnlineProbeConfig config,
      OnlineProbe probe,
      Loader training,
      Loader validation,
      int classes,
      Device device) {
    this.config = config;
    this.probe = probe;
    this.training = training;
    this.validation = validation;
    this.classes = classes;
    this.device = device;
  }

  /** Returns what a definition's online probe, if it wants one, has against its task and data. */
  static List<String> problems(ExperimentConfig config, Function<String, Task> tasks) {
    OnlineProbeConfig probing = config.onlineProbe();
    if (probing.everyEpochs() == 0 || !pretrains(config)) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    try {
      if (tasks.apply(probing.task()).onlineProbe().isEmpty()) {
        problems.add(
            "online-probe.task: found \"%s\", which has no online probe; choose another or set online-probe.every-epochs to 0"
                .formatted(probing.task()));
      }
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problems.add("online-probe.task: " + problem));
    }
    if (config.data().target() != DataConfig.Target.CLASS) {
      problems.add(
          "online-probe is for data.target: class, got %s; set online-probe.every-epochs to 0"
              .formatted(Kebab.ofConstant(config.data().target())));
    }
    return problems;
  }

  private static boolean pretrains(ExperimentConfig config) {
    return new CellPlan(config).cells().stream().anyMatch(cell -> cell.kind() == CellKind.PRETRAIN);
  }

  /**
   * Prepares to look; reads nothing yet.
   *
   * @throws ConfigException if there is no validation split or the task has no online probe
   */
  static OnlineProbing of(
      ExperimentConfig config, Splits splits, Function<String, Task> tasks, Device device) {
    List<String> problems = problems(config, tasks);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    OnlineProbeConfig probing = config.onlineProbe();
    OnlineProbe probe = tasks.apply(probing.task()).onlineProbe().orElseThrow();
    Dataset validation =
        splits
            .validation()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "online-probe judges on validation examples, but there are none; set data.validation or data.validation-fraction"));
    Dataset labeled =
        probing.labelsPerClass() == 0
            ? splits.train()
            : Splits.labelBudget(
                splits.train(), probing.labelsPerClass(), config.data().splitSeed());
    int batchSize = config.pretrain().recipe().batchSize();
    FramingConfig framing = config.pretrain().recipe().augment().framing();
    return new OnlineProbing(
        probing,
        probe,
        EvaluationLoader.of(config.data(), framing, labeled, batchSize),
        EvaluationLoader.of(config.data(), framing, validation, batchSize),
        splits.classNames().size(),
        device);
  }

  /** Tells whether a look is due after a number of epochs. */
  boolean isDue(int epochs) {
    return epochs % config.everyEpochs() == 0;
  }

  /** Returns the probe's metrics, and as {@code probe_seconds} how long it took. */
  Map<String, Double> look(Pretraining pretraining) {
    long from = System.nanoTime();
    List<Features> seen =
        pretraining.withKeptWeights(
            () -> List.of(features(pretraining, training), features(pretraining, validation)));
    Map<String, Double> metrics =
        new TreeMap<>(probe.judge(seen.get(0), seen.get(1), classes, device));
    metrics.put("probe_seconds", (System.nanoTime() - from) / NANOS_PER_SECOND);
    return metrics;
  }

  private static Features features(Pretraining pretraining, Loader loader) {
    List<float[]> rows = new ArrayList<>();
    List<Annotation> annotations = new ArrayList<>();
    try (PrefetchedBatches batches = loader.open(0, 0)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        rows.addAll(pretraining.features(batch));
        annotations.addAll(batch.annotations().subList(0, batch.valid()));
      }
    }
    int width = rows.get(0).length;
    float[] values = new float[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    return new Features(width, values, annotations);
  }
}
