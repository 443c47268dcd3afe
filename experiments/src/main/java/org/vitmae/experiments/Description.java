package org.vitmae.experiments;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ArmConfig.Initialization;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.config.Kebab;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.VariantConfig;
import org.vitmae.model.Cost;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.Task;
import org.vitmae.tensor.Precision;

/** The text of {@code describe}: what an experiment is and what it will cost. */
final class Description {
  private static final String NO_STEP = "NO STEP: %d images are fewer than one effective batch";
  private static final double GIGA = 1e9;
  private static final double SECONDS_PER_HOUR = 3600;

  private final ExperimentConfig config;
  private final Function<String, Task> tasks;
  private final PlannedData data;
  private final double flopsPerSecond;
  private final PrintWriter out;

  Description(ExperimentConfig config, Function<String, Task> tasks, Speed speed, PrintWriter out) {
    this.config = config;
    this.tasks = tasks;
    this.out = out;
    data = PlannedData.of(config.data());
    flopsPerSecond =
        speed.flopsPerSecond(
            Cost.pretrainFlopsPerImage(config.model(), config.data(), config.masking()));
  }

  void print() {
    line("experiment", "%s: %s", config.name(), config.description());
    line(
        "seeds",
        "%s%s",
        config.seeds(),
        config.repeats() == 1 ? "" : ", every arm %d times each".formatted(config.repeats()));
    printData();
    printPretraining("", config.variant(""));
    config.variants().forEach(this::printPretraining);
    config.arms().forEach(this::printArm);
    config.sweeps().keySet().forEach(this::printSweep);
    line(
        "speed",
        "durations are per seed, at %s TFLOP/s (--tflops, --images-per-second)",
        Figures.of(flopsPerSecond / 1e12));
  }

  private void printData() {
    DataConfig d = config.data();
    line(
        "data",
        "%s (%s), %d x %d pixels, %d channels, %s, planned with %d %s",
        d.name(),
        Kebab.ofConstant(d.format()),
        d.imageHeight(),
        d.imageWidth(),
        d.channels(),
        data.trainImages() == 0
            ? "number of images unknown (data.train.count says what to plan with)"
            : data.trainImages() + " training images",
        data.classes(),
        data.kind());
  }

  private void printModel(VariantConfig variant) {
    ModelConfig m = variant.model();
    line(
        "model",
        "patch %d, encoder %d wide x %d blocks x %d heads, decoder %d x %d x %d",
        m.patchSize(),
        m.embedDim(),
        m.depth(),
        m.numHeads(),
        m.decoderEmbedDim(),
        m.decoderDepth(),
        m.decoderNumHeads());
    line(
        "tokens",
        "%d patches, %d kept by %s masking of %s %%",
        Cost.patches(m, config.data()),
        Cost.keptPatches(m, config.data(), variant.masking()),
        Kebab.ofConstant(variant.masking().strategy()),
        Figures.of(100 * variant.masking().ratio()));
  }

  private void printPretraining(String name, VariantConfig variant) {
    if (!name.isEmpty()) {
      line("variant " + name, "");
    }
    printModel(variant);
    if (!pretrains(name)) {
      return;
    }
    double flops = Cost.pretrainFlopsPerImage(variant.model(), config.data(), variant.masking());
    line(
        "pretrain",
        "%.1f M parameters on %s, %s GFLOP per training image, memory about %s (fp32) or %s (bf16)",
        Cost.parameters(variant.model(), config.data()) / 1e6,
        variant.pretrain().engine().label(),
        Figures.of(flops / GIGA),
        memory(variant, Precision.FP32),
        memory(variant, Precision.BF16));
    printSchedule(variant.pretrain().recipe(), data.trainImages(), flops);
  }

  /** Tells whether a variant is pretrained at all: for its arms, or for other experiments. */
  private boolean pretrains(String variant) {
    return config.arms().isEmpty()
        || config.arms().values().stream()
            .anyMatch(
                arm -> arm.initialization() == Initialization.MAE && arm.variant().equals(variant));
  }

  private String memory(VariantConfig variant, Precision precision) {
    long bytes =
        Cost.pretrainMemoryBytes(
            variant.model(),
            config.data(),
            variant.masking(),
            variant.pretrain().recipe().batchSize(),
            precision);
    return Figures.of(bytes / GIGA) + " GB";
  }

  private void printArm(String name, ArmConfig arm) {
    ArmPlan plan = tasks.apply(arm.task()).plan(data.request(config, arm));
    line(
        "arm " + name,
        "%s, %s from %s%s on %s; %s",
        arm.task(),
        arm.protocol(),
        start(arm),
        arm.variant().isEmpty() ? "" : " of variant " + arm.variant(),
        plan.engine(),
        labels(arm));
    line(
        "",
        "%.2f M parameters, %.2f M trained, %s GFLOP per training image",
        plan.parameters() / 1e6,
        plan.trainableParameters() / 1e6,
        Figures.of(plan.trainFlopsPerImage() / GIGA));
    if (plan.trains()) {
      printSchedule(arm.train(), data.images(arm), plan.trainFlopsPerImage());
    } else {
      printPass(data.images(arm), plan.trainFlopsPerImage());
    }
  }

  private void printSweep(String arm) {
    List<Trial> trials = Trial.of(DefinitionOptions.reader(), config, arm);
    line(
        "sweep " + arm,
        "%d trials on seed %d, chosen by validation",
        trials.size(),
        config.seeds().get(0));
    CellPlan plan = new CellPlan(config);
    for (Trial trial : trials) {
      for (PlannedCell cell : plan.trial(trial)) {
        int images = cell.armConfig().map(data::images).orElse(data.trainImages());
        if (images > 0 && Schedule.of(cell.recipe(), images).steps() == 0 && cell.trains(tasks)) {
          line("", "trial %d (%s): " + NO_STEP, trial.number(), trial.text(), images);
        }
      }
    }
  }

  /** Of an arm that trains nothing, no batch has to be full and no rate counts. */
  private void printPass(int images, double flopsPerImage) {
    line(
        "",
        "trains no weight and looks at %s once%s",
        images == 0 ? "every image" : images + " images",
        images == 0 ? "" : ", " + duration(images, flopsPerImage));
  }

  private String duration(double images, double flopsPerImage) {
    return Figures.duration(images * flopsPerImage / flopsPerSecond / SECONDS_PER_HOUR);
  }

  private String labels(ArmConfig arm) {
    if (arm.labelsPerClass() > 0) {
      return arm.labelsPerClass()
          + (config.data().target() == DataConfig.Target.CLASS
              ? " labels per class"
              : " labeled images");
    }
    return arm.labelFraction() == 1
        ? "all labels"
        : Figures.of(100 * arm.labelFraction()) + " % of the labels";
  }

  private String start(ArmConfig arm) {
    return switch (arm.initialization()) {
      case MAE -> "mae weights";
      case RANDOM -> "random weights";
      case WEIGHTS -> "the weights of " + config.weightsOf(arm);
    };
  }

  private void printSchedule(RecipeConfig recipe, int images, double flopsPerImage) {
    line(
        "",
        "%s, %d epochs, effective batch %d x %d = %d, learning rate %s x %d / 256 = %s",
        Kebab.ofConstant(recipe.optimizer()),
        recipe.epochs(),
        recipe.batchSize(),
        recipe.accumulation(),
        recipe.effectiveBatchSize(),
        Figures.of(recipe.baseLearningRate()),
        recipe.effectiveBatchSize(),
        Figures.of(recipe.learningRate()));
    RecipeText text = new RecipeText(recipe);
    line("", "%s", text.weights());
    line("", "%s", text.images());
    if (images == 0) {
      return;
    }
    Schedule schedule = Schedule.of(recipe, images);
    if (schedule.steps() == 0) {
      line("", NO_STEP, images);
      return;
    }
    line(
        "",
        "%d steps (%d per epoch), %s",
        schedule.steps(),
        schedule.stepsPerEpoch(),
        duration(schedule.imagesSeen(), flopsPerImage));
  }

  private void line(String label, String format, Object... values) {
    out.println(
        String.format(Locale.ROOT, "%-19s ", label) + String.format(Locale.ROOT, format, values));
  }
}
