package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Splits;
import org.vitmae.plugin.Plugins;
import org.vitmae.run.Manifest;
import org.vitmae.run.RunFolder;
import org.vitmae.tensor.Device;
import org.vitmae.train.StopSignal;
import org.vitmae.weights.WeightsSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = "Pretrains, trains every arm, tests them and writes the report.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private DefinitionOptions definition;

  @Mixin private RunOptions options;

  @Option(
      names = "--resume",
      description = "Goes on with an existing run: done cells are kept, a cut one is continued.")
  private boolean resume;

  @Option(
      names = "--pretrained",
      paramLabel = "DIR",
      description =
          "A run folder whose finished pretrainings are taken over where seed, data, model, masking"
              + " and recipe are the same; may be repeated.")
  private final List<Path> pretrained = new ArrayList<>();

  @Spec private CommandSpec spec;

  /** What lies in the data directory. */
  private final class InDataDir implements FinishedPretrainings.Inputs {
    @Override
    public Map<String, String> fingerprints(DataConfig data) {
      try (Splits splits = Splits.open(data, options.dataDir())) {
        return splits.fingerprints();
      }
    }

    @Override
    public Optional<WeightsSource> weights(ExperimentConfig config) {
      return PretrainWork.source(config, options.dataDir());
    }
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    ExperimentConfig config = definition.read();
    Plugins plugins = Plugins.load(Main.class.getClassLoader());
    DefinitionCheck.run(config, plugins::task);
    if (config.device().startsWith("cuda")) {
      Device.select(config.device());
    }
    new Preflight(config, options.dataDir(), plugins::task).check();
    FinishedPretrainings pretrainings = FinishedPretrainings.of(pretrained, new InDataDir());
    try (RunFolder run = RunFolder.open(options.out(), config, resume);
        StopSignal stop = StopSignal.onTermination()) {
      if (resume && !run.wasBegun()) {
        console.printf("Nothing to go on with in %s; starts from the beginning%n", run.root());
      }
      CellTrainer training =
          new CellTrainer(
              plugins::task, options.dataDir(), cell -> ConsoleProgress.of(cell, console), stop);
      ExperimentRunner runner =
          new ExperimentRunner(config, run, pretrainings, plugins::task, training, console);
      if (runner.run() == Manifest.Status.STOPPED) {
        console.println("Stopped; go on with --resume.");
        return ExitCode.SOFTWARE;
      }
      if (!config.arms().isEmpty()) {
        ReportCommand.write(run.root(), console);
      }
      return ExitCode.OK;
    }
  }
}
