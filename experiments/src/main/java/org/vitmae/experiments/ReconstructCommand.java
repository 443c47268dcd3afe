package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.EvalTransform;
import org.vitmae.data.ImageFile;
import org.vitmae.data.SingleImage;
import org.vitmae.image.PngWriter;
import org.vitmae.model.PatchGrid;
import org.vitmae.run.ArmCell;
import org.vitmae.run.ArmSubject;
import org.vitmae.run.CellFolder;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.Reconstruction;
import org.vitmae.train.WeightTransfer;
import org.vitmae.trained.GivenCheckpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "reconstruct",
    description =
        "Draws an image, what a pretrained model sees of it, and how the model completes that.",
    mixinStandardHelpOptions = true)
final class ReconstructCommand implements Callable<Integer> {
  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      required = true,
      description =
          "A checkpoint of pretraining, or the folder of a cell or of its checkpoints, of which the"
              + " newest is taken.")
  private Path checkpoint = Path.of("");

  @Option(names = "--image", paramLabel = "FILE", required = true, description = "A JPEG or PNG.")
  private Path imageFile = Path.of("");

  @Option(names = "--out", paramLabel = "PNG", required = true, description = "What to write.")
  private Path out = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The experiment definition (default: config.yaml of the checkpoint's cell).")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Decides which patches are hidden (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private DeviceOption computing;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Checkpoint found = GivenCheckpoint.find(checkpoint, CheckpointStore::latest);
    requirePretraining(GivenCheckpoint.cell(found));
    if (Files.isDirectory(out) || !out.toString().endsWith(".png")) {
      throw new ConfigException(
          "--out is %s; give a file to write whose name ends in .png".formatted(out));
    }
    if (Files.exists(out) && Files.exists(imageFile) && Files.isSameFile(out, imageFile)) {
      throw new ConfigException(
          "--out is %s, the image itself; choose another file".formatted(out));
    }
    ExperimentConfig definition =
        DefinitionOptions.reader()
            .read(GivenCheckpoint.config(found, config).toString(), List.of());
    DataConfig data = definition.data();
    Batch batch =
        SingleImage.batch(
            EvalTransform.of(definition.pretrain().recipe().augment().framing(), data),
            ImageFile.read(imageFile));
    Device chosen = computing.device();
    ComputeThreads.configure(definition.threads());
    Reconstruction drawn = reconstruct(found, definition, batch, chosen);
    Files.createDirectories(out.toAbsolutePath().getParent());
    PngWriter.write(
        Triptych.of(List.of(drawn.original(), drawn.masked(), drawn.reconstructed())), out);
    describe(found, definition);
    return ExitCode.OK;
  }

  private void requirePretraining(CellFolder cell) throws IOException {
    Optional<ArmSubject> arm =
        cell.manifest().flatMap(manifest -> manifest.arm().map(ArmCell::subject));
    if (arm.isPresent()) {
      throw new ConfigException(
          "--checkpoint is %s, of the arm %s, which has no decoder; give a checkpoint of pretraining"
              .formatted(checkpoint, arm.get().arm()));
    }
  }

  private Reconstruction reconstruct(
      Checkpoint found, ExperimentConfig definition, Batch batch, Device chosen) {
    try (MaePretraining pretraining =
        new MaePretraining(
            definition.model(),
            definition.data(),
            definition.masking(),
            chosen,
            Precision.FP32,
            seed)) {
      WeightTransfer.load(
          found.folder(),
          pretraining.parameters(),
          name -> true,
          definition.model(),
          PatchGrid.of(definition.model(), definition.data()));
      return pretraining.reconstruct(batch).get(0);
    }
  }

  private void describe(Checkpoint found, ExperimentConfig definition) {
    PrintWriter console = spec.commandLine().getOut();
    console.printf(
        "%s: the image, what the model of step %d saw of it, and its reconstruction.%n",
        out, found.state().step());
    if (definition.model().normPixLoss()) {
      console.println(
          "The model was trained on normalized patches: it drew the structure of the hidden ones;"
              + " their brightness and contrast are taken from visible patches around.");
    }
  }
}
