package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.vitmae.bench.ArmBench;
import org.vitmae.bench.Bench;
import org.vitmae.bench.BenchCase;
import org.vitmae.bench.BenchModel;
import org.vitmae.bench.BenchRow;
import org.vitmae.bench.BenchTable;
import org.vitmae.bench.Growth;
import org.vitmae.bench.MaskTokenBench;
import org.vitmae.bench.Soak;
import org.vitmae.config.ArmConfig;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Plugins;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description =
        "Times pretraining, fine-tuning, inference and the input pipeline against the ceilings of"
            + " this machine.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final int MANY_STEPS = 20;
  private static final int FEW_STEPS = 8;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also writes the table as CSV.")
  private Optional<Path> csv = Optional.empty();

  @Mixin private DeviceOption computing;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, fp32 or bf16 (default: ${DEFAULT-VALUE}).")
  private String precision = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Compute threads; 0, the default, takes one per core.")
  private int threads;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      arity = "1..*",
      description = "tiny, small, base, large or huge (default: tiny base; on a GPU large too).")
  private final List<String> models = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per batch (default: by model and device, of arms the definition's).")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps to time (default: 20, of models above small and of arms on the CPU 8).")
  private Optional<Integer> steps = Optional.empty();

  @ArgGroup private Instead instead = new Instead();

  /** What to do instead of the whole benchmark; one of them at most. */
  static final class Instead {
    @Option(
        names = "--mask-tokens",
        description =
            "Instead pretrains with and without mask tokens in the encoder, with a decoder of 8"
                + " blocks and of 1 (He et al. 2021, table 2).")
    private boolean maskTokens;

    @Option(
        names = "--growth",
        paramLabel = "DIR",
        description =
            "Instead measures how a step of the first model grows with batch, image, depth and"
                + " width, and writes growth.csv and plots.")
    private Optional<Path> growth = Optional.empty();

    @Option(
        names = "--arms",
        paramLabel = "NAME|FILE",
        description =
            "Instead times a training step of every arm of a definition, on generated images of its"
                + " size.")
    private Optional<String> arms = Optional.empty();

    @Option(
        names = "--soak",
        paramLabel = "STEPS",
        description =
            "Instead trains the first model for this many steps and checks that memory stays flat.")
    private Optional<Integer> soak = Optional.empty();
  }

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    atLeast("--threads", threads, 0);
    if (threads > ComputeThreads.MOST) {
      throw new ConfigException(
          "--threads is %d; it must be at most %d".formatted(threads, ComputeThreads.MOST));
    }
    batch.ifPresent(images -> atLeast("--batch", images, 1));
    steps.ifPresent(count -> atLeast("--steps", count, 1));
    instead.soak.ifPresent(count -> atLeast("--soak", count, Soak.EARLY + 1));
    refuse(csv.isPresent() && instead.growth.isPresent(), "--csv", "--growth");
    refuse(csv.isPresent() && instead.soak.isPresent(), "--csv", "--soak");
    refuse(steps.isPresent() && instead.soak.isPresent(), "--steps", "--soak");
    refuse(!models.isEmpty() && instead.arms.isPresent(), "--model", "--arms");
    if (csv.isPresent()) {
      prepare(csv.get());
    }
    List<BenchModel> named = models.stream().map(BenchCommand::model).toList();
    Device chosen = computing.device();
    Precision products = Precision.parse(precision, chosen);
    BenchTable table = new BenchTable(chosen.toString(), ComputeThreads.configure(threads));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("device %s, precision %s, %d threads%n", chosen, products, table.threads());
    List<BenchCase> cases =
        (named.isEmpty() ? defaultModels(chosen) : named)
            .stream().map(model -> benchCase(model, chosen)).toList();
    if (instead.soak.isPresent()) {
      return soak(cases.get(0), chosen, products, out);
    }
    if (instead.growth.isPresent()) {
      return growth(new Growth(cases.get(0), chosen, products), instead.growth.get(), out);
    }
    measure(cases, chosen, products, new BenchPrinter(table, out, csv));
    return ExitCode.OK;
  }

  private static void refuse(boolean both, String option, String other) {
    if (both) {
      throw new ConfigException(
          "%s has no effect together with %s; leave one of them out".formatted(option, other));
    }
  }

  /** What cannot be written is told before minutes of measuring. */
  private static void prepare(Path csv) throws IOException {
    if (Files.isDirectory(csv)) {
      throw new ConfigException("--csv is %s, a folder; give a file to write".formatted(csv));
    }
    Files.createDirectories(csv.toAbsolutePath().getParent());
  }

  private void measure(
      List<BenchCase> cases, Device chosen, Precision products, Consumer<BenchRow> listener)
      throws IOException {
    if (instead.arms.isPresent()) {
      arms(instead.arms.get(), chosen, products, listener);
    } else if (instead.maskTokens) {
      new MaskTokenBench(cases, chosen, products).run(listener);
    } else {
      new Bench(cases, chosen, products).run(listener);
    }
  }

  private void arms(
      String definition, Device chosen, Precision products, Consumer<BenchRow> listener) {
    ExperimentConfig config = DefinitionOptions.reader().read(definition, List.of());
    if (config.arms().isEmpty()) {
      throw new ConfigException("%s has no arms that could be timed".formatted(definition));
    }
    Plugins plugins = Plugins.load(Main.class.getClassLoader());
    PlannedData planned = PlannedData.of(config.data());
    ArmBench bench =
        new ArmBench(chosen, products, steps.orElse(chosen.cuda() ? MANY_STEPS : FEW_STEPS));
    for (Map.Entry<String, ArmConfig> named : config.arms().entrySet()) {
      ArmConfig arm = named.getValue();
      bench
          .time(
              "train %s %s".formatted(config.name(), named.getKey()),
              plugins.task(arm.task()),
              planned.request(config, arm),
              batch.orElse(arm.train().batchSize()))
          .ifPresent(listener);
    }
  }

  private static int growth(Growth growth, Path folder, PrintWriter out) throws IOException {
    GrowthReport report = new GrowthReport(folder, out);
    report.begin();
    report.write(growth.run(report::point));
    return ExitCode.OK;
  }

  private int soak(BenchCase model, Device chosen, Precision products, PrintWriter out) {
    Soak result = Soak.run(model, instead.soak.orElseThrow(), chosen, products);
    out.printf(
        Locale.ROOT,
        "%s, batch %d: %.1f MB after %d steps, %.1f MB after %d, growth %.2f %% (limit 2 %%): %s%n",
        model.name(),
        model.batchSize(),
        result.earlyBytes() / 1e6,
        Soak.EARLY,
        result.lateBytes() / 1e6,
        result.steps(),
        100 * result.growth(),
        result.ok() ? "ok" : "FAIL");
    return result.ok() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private BenchCase benchCase(BenchModel model, Device chosen) {
    int defaultSteps =
        chosen.cuda() || model.compareTo(BenchModel.SMALL) <= 0 ? MANY_STEPS : FEW_STEPS;
    return BenchCase.of(
        model, batch.orElse(model.defaultBatch(chosen)), steps.orElse(defaultSteps));
  }

  private static List<BenchModel> defaultModels(Device chosen) {
    return chosen.cuda()
        ? List.of(BenchModel.TINY, BenchModel.BASE, BenchModel.LARGE)
        : List.of(BenchModel.TINY, BenchModel.BASE);
  }

  private static BenchModel model(String name) {
    return Arrays.stream(BenchModel.values())
        .filter(model -> model.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "--model is '%s'; it must be tiny, small, base, large or huge"
                        .formatted(name)));
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new ConfigException("%s is %d; it must be at least %d".formatted(option, value, least));
    }
  }
}
