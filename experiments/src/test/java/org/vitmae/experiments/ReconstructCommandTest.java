package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.checkpoint.TrainingState;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.ImageFile;
import org.vitmae.data.ScenesDataset;
import org.vitmae.image.Image;
import org.vitmae.image.PngWriter;
import org.vitmae.run.CellFolder;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.MaePretraining;
import org.vitmae.train.ParameterFiles;

class ReconstructCommandTest {
  private static final ExperimentConfig CONFIG =
      DefinitionOptions.reader().read("quickstart", List.of());
  private static final int SIDE = CONFIG.data().imageHeight();

  @TempDir Path folder;
  private final Console console = new Console();
  private CellFolder cell = new CellFolder(Path.of("cell"));
  private Path picture = Path.of("picture");
  private Path out = Path.of("out");

  @BeforeEach
  void writeCell() throws IOException {
    cell = new CellFolder(Files.createDirectories(folder.resolve("cells/pretrain-s0")));
    cell.write(CONFIG);
    try (MaePretraining model =
        new MaePretraining(
            CONFIG.model(), CONFIG.data(), CONFIG.masking(), Device.CPU, Precision.FP32, 0)) {
      new CheckpointWriter(new CheckpointStore(cell.checkpoints()), 1)
          .save(
              TrainingState.start(0, ConfigWriter.hash(CONFIG)),
              files -> ParameterFiles.save(model.parameters(), files.resolve(Checkpoint.MODEL)));
    }
    picture = folder.resolve("picture.png");
    PngWriter.write(new ScenesDataset(1, "test", 1, SIDE, SIDE).read(0).image(), picture);
    out = folder.resolve("new/triptych.png");
  }

  private int reconstruct(Path checkpoint, String... more) {
    String[] given = {
      "reconstruct",
      "--checkpoint",
      checkpoint.toString(),
      "--image",
      picture.toString(),
      "--out",
      out.toString(),
      "--device",
      "cpu"
    };
    return console.execute(
        java.util.stream.Stream.of(given, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  @Test
  void threePicturesLieSideBySide() {
    assertThat(reconstruct(cell.checkpoints())).isZero();
    Image triptych = ImageFile.read(out);
    int scale = triptych.height() / SIDE;
    assertThat(triptych.height()).isBetween(224, 224 + SIDE);
    assertThat(triptych.width()).isEqualTo(3 * SIDE * scale + 16);
    Image original = ImageFile.read(picture);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        assertThat(triptych.at(row * scale, column * scale, 0))
            .isEqualTo(original.at(row, column, 0));
      }
    }
    assertThat(console.out()).contains("step 0", "normalized patches");
  }

  @Test
  void imagesAreFramedAsInPretraining() throws IOException {
    cell.write(
        DefinitionOptions.reader()
            .read("quickstart", List.of("pretrain.augment.framing.mode=fit")));
    PngWriter.write(new ScenesDataset(1, "test", 1, SIDE, SIDE / 2).read(0).image(), picture);

    assertThat(reconstruct(cell.path())).isZero();

    Image triptych = ImageFile.read(out);
    int scale = triptych.height() / SIDE;
    Image original = ImageFile.read(picture);
    for (int row = 0; row < SIDE; row++) {
      assertThat(triptych.at(row * scale, 0, 0)).isEqualTo(original.at(row, 0, 0));
      assertThat(triptych.at(row * scale, (SIDE - 1) * scale, 0))
          .isEqualTo((int) Math.round(255 * CONFIG.data().mean().get(0)));
    }
  }

  @Test
  void seedDecidesWhatIsHidden() throws IOException {
    assertThat(reconstruct(cell.path())).isZero();
    byte[] first = Files.readAllBytes(out);
    assertThat(reconstruct(new CheckpointStore(cell.checkpoints()).latest().orElseThrow().folder()))
        .isZero();
    assertThat(Files.readAllBytes(out)).isEqualTo(first);
    assertThat(reconstruct(cell.path(), "--seed", "7")).isZero();
    assertThat(Files.readAllBytes(out)).isNotEqualTo(first);
  }

  @Test
  void averagedWeightsAreShownWhereThereAreSome() throws IOException {
    assertThat(reconstruct(cell.path())).isZero();
    byte[] trained = Files.readAllBytes(out);
    float[] bias = new float[3 * CONFIG.model().patchSize() * CONFIG.model().patchSize()];
    Arrays.fill(bias, 3);
    new SafetensorsWriter()
        .floats("decoder_pred.bias", new long[] {bias.length}, () -> bias)
        .write(
            new CheckpointStore(cell.checkpoints())
                .latest()
                .orElseThrow()
                .folder()
                .resolve(Checkpoint.AVERAGE));

    assertThat(reconstruct(cell.path())).isZero();
    assertThat(Files.readAllBytes(out)).isNotEqualTo(trained);
  }

  @Test
  void missingCheckpointIsTheUsersFault() {
    assertThat(reconstruct(folder.resolve("absent"))).isEqualTo(2);
    assertThat(console.err()).contains("absent, which is not a folder");
    assertThat(reconstruct(folder)).isEqualTo(2);
    assertThat(console.err()).contains("holds neither a checkpoint (state.json)");
  }

  @Test
  void definitionCanBeNamedWhereTheCellHasNone() throws IOException {
    Path moved = Files.move(cell.path().resolve("config.yaml"), folder.resolve("moved.yaml"));
    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);
    assertThat(console.err()).contains("config.yaml is missing", "--config");
    assertThat(reconstruct(cell.checkpoints(), "--config", moved.toString())).isZero();
  }

  @Test
  void otherModelsCheckpointIsTheUsersFault() throws IOException {
    cell.write(DefinitionOptions.reader().read("quickstart", List.of("model.embed-dim=48")));
    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);
    assertThat(console.err())
        .contains("does not fit this model", "; and ", " more. The model section must")
        .hasSizeLessThan(1500)
        .doesNotContain("\tat ");
  }

  @Test
  void unreadableImageIsTheUsersFault() throws IOException {
    Files.writeString(picture, "no picture");
    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);
    assertThat(console.err())
        .contains(picture.toString())
        .contains("Name a whole JPEG or PNG file.")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void anImageThatIsNoFileIsTheUsersFault() throws IOException {
    Files.delete(picture);
    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);
    assertThat(console.err()).contains("picture.png does not exist. Name a JPEG or PNG file.");
    Files.createDirectory(picture);
    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);
    assertThat(console.err()).contains("picture.png is no file.");
  }

  @Test
  void anArmHasNoDecoderToReconstructWith() throws IOException {
    cell.write(Manifests.arm("scratch", "classification", List.of("a", "b")));
    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);
    assertThat(console.err()).contains("of the arm scratch, which has no decoder");
  }

  @Test
  void whatIsNoPictureIsNotWritten() throws IOException {
    out = Files.createDirectory(folder.resolve("folder.png"));
    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);
    out = folder.resolve("rec.jpg");
    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);
    assertThat(console.err())
        .contains("--out is " + folder.resolve("folder.png"), "--out is " + out)
        .contains("give a file to write whose name ends in .png");
    assertThat(out).doesNotExist();
    assertThat(folder.resolve("folder.png.tmp")).doesNotExist();
  }

  @Test
  void theImageItselfIsNotOverwritten() throws IOException {
    byte[] before = Files.readAllBytes(picture);
    out = picture;

    assertThat(reconstruct(cell.checkpoints())).isEqualTo(2);

    assertThat(console.err()).contains("--out is " + picture + ", the image itself");
    assertThat(picture).hasBinaryContent(before);
  }

  @Test
  void inspectAndExportFindTheCheckpointOfACell() {
    assertThat(console.execute("inspect", cell.path().toString())).as(console.err()).isZero();
    assertThat(console.out())
        .contains("checkpoint      " + cell.checkpoints().resolve("step-00000000"))
        .contains("checkpoint of vitmae");
    Path exported = folder.resolve("exported");
    assertThat(
            console.execute(
                "export",
                "--checkpoint",
                cell.checkpoints().toString(),
                "--format",
                "huggingface",
                "--out",
                exported.toString()))
        .as(console.err())
        .isZero();
    assertThat(exported.resolve("config.json")).exists();
  }
}
