package org.vitmae.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.vitmae.config.DataConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Loader;
import org.vitmae.data.LoaderOptions;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.TrainTransform;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/**
 * Times a training step of arms of any task, from bytes to updated weights, on generated images of
 * the size that the arm's definition says, varied as it says.
 */
public final class ArmBench {
  /** Batches with pixels of their own, used in turn. */
  private static final int BATCHES = 2;

  /** Too small to lead a network from random weights anywhere, divergence included. */
  private static final double LEARNING_RATE = 1e-6;

  private final Device device;
  private final Precision precision;
  private final int steps;
  private final Function<Device, Ceilings> ceilings;

  /**
   * Prepares to time arms.
   *
   * @param steps steps to time of each, at least 1
   */
  public ArmBench(Device device, Precision precision, int steps) {
    this(device, precision, steps, Ceilings::of);
  }

  ArmBench(Device device, Precision precision, int steps, Function<Device, Ceilings> ceilings) {
    this.device = device;
    this.precision = precision;
    this.steps = steps;
    this.ceilings = ceilings;
  }

  /**
   * Times an arm from random weights.
   *
   * @param planned as the arm is planned; on which device and in which precision it computes is the
   *     benchmark's to say
   * @param batchSize images per step
   * @return empty if the arm trains nothing
   */
  public Optional<BenchRow> time(String name, Task task, ArmRequest planned, int batchSize) {
    AnnotatedScenes scenes = scenes(planned, batchSize);
    ArmRequest request = request(planned, scenes);
    ArmPlan plan = task.plan(request);
    if (!plan.trains()) {
      return Optional.empty();
    }
    List<Batch> batches = batches(request, scenes, batchSize);
    MatmulPeak peak = ceilings.apply(plan.device()).products(plan.precision());
    StepSeries series = new StepSeries(batchSize, steps, plan.device(), plan.precision(), peak);
    try (Arm arm = task.prepare(request)) {
      return Optional.of(
          series.time(
              plan.device().equals(device) ? name : name + " on the CPU",
              batchSize * plan.trainFlopsPerImage() / 1e9,
              number ->
                  arm.step(List.of(unseen(batches.get(number % BATCHES), number)), LEARNING_RATE)));
    }
  }

  private static AnnotatedScenes scenes(ArmRequest planned, int batchSize) {
    DataConfig data = planned.data();
    return new AnnotatedScenes(
        new ScenesDataset(0, "bench", BATCHES * batchSize, data.imageHeight(), data.imageWidth()),
        planned.classNames());
  }

  private ArmRequest request(ArmRequest planned, AnnotatedScenes scenes) {
    return ArmRequest.of(
        planned.arm(),
        planned.model(),
        planned.data(),
        planned.classNames(),
        Optional.empty(),
        device,
        precision,
        planned.seed(),
        scenes);
  }

  private static List<Batch> batches(ArmRequest request, AnnotatedScenes scenes, int batchSize) {
    RecipeConfig recipe = request.arm().train();
    Loader loader =
        new Loader(
            scenes,
            new TrainTransform(recipe.augment(), request.data()),
            new LoaderOptions(
                batchSize, false, true, request.seed(), 1, request.data().onCorrupt()));
    List<Batch> batches = new ArrayList<>();
    try (PrefetchedBatches read = loader.open(0, 0)) {
      read.forEach(batches::add);
    }
    return batches;
  }

  /** Gives a batch ids of its own: probes keep the features of images that they have seen. */
  private static Batch unseen(Batch batch, int number) {
    long first = (long) number * batch.size();
    long[] ids = Arrays.stream(batch.ids()).map(id -> first + id % batch.size()).toArray();
    return new Batch(
        batch.epoch(),
        ids,
        batch.valid(),
        batch.height(),
        batch.width(),
        batch.channels(),
        batch.pixels(),
        batch.annotations());
  }
}
