package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.checkpoint.TrainingState;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Splits;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellKind;
import org.vitmae.run.RunFolder;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.TorchLearner;
import org.vitmae.weights.ModelFacts;
import org.vitmae.weights.ReferenceRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description =
        "Turns a training checkpoint of the MAE reference, optimizer included, into one of an"
            + " experiment's pretraining; run NAME --resume goes on from it.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Mixin private DefinitionOptions definition;
  @Mixin private RunOptions run;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The reference's checkpoint-N.pth.")
  private Path checkpoint = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ExperimentConfig experiment = definition.read();
    PlannedCell pretraining = pretraining(experiment);
    ExperimentConfig config = pretraining.config(); // a variant's, where no arm needs another
    try (ReferenceRun reference = ReferenceRun.open(checkpoint)) {
      check(reference, config);
      try (RunFolder folder = RunFolder.open(run.out(), experiment, false)) {
        CellFolder cell = folder.cell(pretraining.name(), config);
        Path written = save(reference, config, pretraining.seed(), cell);
        PrintWriter console = spec.commandLine().getOut();
        console.printf(
            "%s: %d updates, %d epochs done; go on with run --resume%n",
            written, reference.steps(), reference.epochs());
      }
    }
    return ExitCode.OK;
  }

  private static PlannedCell pretraining(ExperimentConfig config) {
    return new CellPlan(config)
        .cells().stream()
            .filter(cell -> cell.kind() == CellKind.PRETRAIN)
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "no arm of %s starts from pretraining, so there is nothing to go on with"
                            .formatted(config.name())));
  }

  /**
   * Refuses a definition that would train another model than the reference did, is over already, or
   * under which the number of updates would not be that of whole epochs.
   */
  private void check(ReferenceRun reference, ExperimentConfig config) {
    ModelFacts facts = reference.facts();
    checkAgrees("model.norm-pix-loss", config.model().normPixLoss(), facts.normPixLoss());
    checkAgrees("masking.ratio", config.masking().ratio(), facts.maskRatio());
    int epochs = config.pretrain().recipe().epochs();
    if (reference.epochs() > epochs) {
      throw new ConfigException(
          "%s has done %d epochs, but pretrain.epochs of %s is %d; set it to as many as training is to have in all"
              .formatted(checkpoint, reference.epochs(), config.name(), epochs));
    }
    int images;
    try (Splits splits = Splits.open(config.data(), run.dataDir())) {
      images = splits.train().size();
    }
    int stepsPerEpoch = Schedule.of(config.pretrain().recipe(), images).stepsPerEpoch();
    long expected = (long) reference.epochs() * stepsPerEpoch;
    if (reference.steps() != expected) {
      throw new ConfigException(
          "%s made %d updates in %d epochs, but %s makes %d of them (%d training images in batches of %d); use the same images and pretrain.batch-size x accumulation"
              .formatted(
                  checkpoint,
                  reference.steps(),
                  reference.epochs(),
                  config.name(),
                  expected,
                  images,
                  config.pretrain().recipe().effectiveBatchSize()));
    }
  }

  private <T> void checkAgrees(String key, T ours, Optional<T> theirs) {
    if (theirs.isPresent() && !theirs.get().equals(ours)) {
      throw new ConfigException(
          "%s was trained with %s %s, but the definition says %s; set it to what training began with"
              .formatted(checkpoint, key, theirs.get(), ours));
    }
  }

  private static Path save(
      ReferenceRun reference, ExperimentConfig config, long seed, CellFolder cell)
      throws IOException {
    TrainingState state =
        new TrainingState(
            reference.steps(),
            reference.epochs(),
            0,
            seed,
            ConfigWriter.hash(config),
            Optional.empty(),
            0,
            reference.steps() * config.pretrain().recipe().effectiveBatchSize(),
            0,
            0,
            0,
            List.of());
    return new CheckpointWriter(
            new CheckpointStore(cell.checkpoints()), config.pretrain().recipe().keepLast())
        .save(
            state,
            folder -> {
              reference.writeTo(folder);
              tryOut(folder, config, seed);
            });
  }

  /** Loads what was written, so that a model of another shape is refused here and not later. */
  private static void tryOut(Path folder, ExperimentConfig config, long seed) {
    try (MaePretraining model =
            new MaePretraining(
                config.model(), config.data(), config.masking(), Device.CPU, Precision.FP32, seed);
        TorchLearner learner = model.learner(config.pretrain().recipe())) {
      learner.load(folder);
    }
  }
}
