package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.ImageFile;
import org.vitmae.segmentation.judge.SegmentedImage;
import org.vitmae.tensor.Device;
import org.vitmae.trained.TrainedArm;

/** Segmentation from pretraining to report, and the classes that a trained arm tells. */
class SegmentationRunTest {
  private static final String DEFINITION =
      """
      description: As little as makes every part of a report on segmentation.
      threads: 1
      data:
        name: Scenes
        format: scenes
        target: pixels
        train: {count: 8}
        validation: {count: 2}
        test: {count: 4}
        image-height: 32
        image-width: 32
        workers: 1
      model: {preset: tiny, patch-size: 8, embed-dim: 16, depth: 1, num-heads: 2}
      pretrain: {epochs: 1, batch-size: 4, warmup-epochs: 0}
      arm-defaults:
        task: segmentation
        recipe: segmentation
        segmenter: {channels: 8, instances: true}
        train: {epochs: 1, warmup-epochs: 0, batch-size: 4, layer-decay: 1, drop-path: 0}
      arms:
        mae: {protocol: per-pixel, initialization: mae}
        scratch: {protocol: per-pixel, initialization: random}
      report: {baseline: scratch}
      """;

  @Test
  void aTrainedSegmenterIsReportedAndShowsWhatItSees(@TempDir Path folder) throws IOException {
    Path definition = Files.writeString(folder.resolve("pixels.yaml"), DEFINITION);
    Console console = new Console();

    int exit = console.execute("run", definition.toString(), "--out", folder.toString());

    assertThat(console.err()).isEmpty();
    assertThat(exit).isZero();
    Path run = folder.resolve("pixels");
    assertThat(Files.readAllLines(run.resolve("report/comparison.csv")).get(0))
        .contains("test_mIoU", "test_AP-mean", "test_IoU-background");
    assertThat(run.resolve("report/categories.csv")).exists();
    Path cell = run.resolve("cells/mae-s0");
    assertThat(cell.resolve("resamples.csv")).exists();
    assertThat(cell.resolve("confusion.csv")).exists();
    Path image = cell.resolve("images/segmentation/00.png");
    int shown =
        console.execute(
            "segment",
            "--checkpoint",
            cell.toString(),
            "--image",
            image.toString(),
            "--out",
            folder.toString());
    assertThat(console.err()).isEmpty();
    assertThat(shown).isZero();
    assertThat(folder.resolve("00-mask.png")).exists();
    assertThat(folder.resolve("00-overlay.png")).exists();
    assertThat(folder.resolve("00-instances.png")).exists();
    assertItsMaskIsTheOneWritten(cell, image, folder.resolve("00-mask.png"));
  }

  private static void assertItsMaskIsTheOneWritten(Path cell, Path image, Path written)
      throws IOException {
    SegmentedImage seen;
    try (TrainedArm arm = TrainedArm.open(cell, Device.CPU)) {
      assertThat(arm.classNames()).startsWith("background");
      seen = (SegmentedImage) arm.predict(ImageFile.read(image));
    }

    Raster indices = ImageIO.read(written.toFile()).getRaster();
    for (int y = 0; y < indices.getHeight(); y++) {
      for (int x = 0; x < indices.getWidth(); x++) {
        assertThat(seen.mask().at(y, x)).isEqualTo(indices.getSample(x, y, 0));
      }
    }
    assertThat(seen.instances()).isPresent();
  }

  @Test
  void anArmOfAnotherTaskIsRefused(@TempDir Path folder) {
    Console console = new Console();
    int exit =
        console.execute(
            "segment", "--checkpoint", folder.resolve("none").toString(), "--image", "a.png");
    assertThat(exit).isEqualTo(2);
    assertThat(console.err()).contains("none");
  }
}
