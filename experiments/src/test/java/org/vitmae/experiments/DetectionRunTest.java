package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.ImageFile;
import org.vitmae.detection.judge.DetectedImage;
import org.vitmae.detection.judge.FoundObject;
import org.vitmae.image.Image;
import org.vitmae.tensor.Device;
import org.vitmae.trained.TrainedArm;

/** Detection from pretraining to report, and a picture of what a trained arm sees. */
class DetectionRunTest {
  private static final String DEFINITION =
      """
      description: As little as makes every part of a report on detection.
      threads: 1
      data:
        name: Scenes
        format: scenes
        train: {count: 8}
        validation: {count: 2}
        test: {count: 4}
        image-height: 32
        image-width: 32
        workers: 1
      model: {preset: tiny, patch-size: 8, embed-dim: 16, depth: 1, num-heads: 2}
      pretrain: {epochs: 1, batch-size: 4, warmup-epochs: 0}
      arm-defaults:
        task: detection
        recipe: detection
        detector: {channels: 8, tower-depth: 1, hidden-width: 16, smallest-anchor: 8}
        train: {epochs: 1, warmup-epochs: 0, batch-size: 4, layer-decay: 1, drop-path: 0}
      arms:
        mae: {protocol: fcos, initialization: mae}
        masks: {protocol: mask-rcnn, initialization: random}
        cnn: {protocol: cnn, initialization: random}
      report: {baseline: masks}
      """;

  @Test
  void aTrainedDetectorIsReportedAndShowsWhatItSees(@TempDir Path folder) throws IOException {
    Path definition = Files.writeString(folder.resolve("objects.yaml"), DEFINITION);
    Console console = new Console();

    int exit = console.execute("run", definition.toString(), "--out", folder.toString());

    assertThat(console.err()).isEmpty();
    assertThat(exit).isZero();
    Path run = folder.resolve("objects");
    assertThat(Files.readAllLines(run.resolve("report/comparison.csv")))
        .hasSize(4)
        .anyMatch(row -> row.startsWith("masks,") && row.contains("test images"));
    assertThat(run.resolve("report/categories.csv")).exists();
    Path image = run.resolve("cells/mae-s0/images/detections/00.png");
    int shown =
        console.execute(
            "detect",
            "--checkpoint",
            run.resolve("cells/masks-s0").toString(),
            "--image",
            image.toString(),
            "--out",
            folder.toString());
    assertThat(console.err()).isEmpty();
    assertThat(shown).isZero();
    assertThat(folder.resolve("00-detections.png")).exists();
    assertThat(folder.resolve("00-detections.json")).exists();
    assertMasksAreThereToRead(run.resolve("cells/masks-s0"), image);
  }

  private static void assertMasksAreThereToRead(Path cell, Path file) throws IOException {
    Image image = ImageFile.read(file);
    DetectedImage seen;
    try (TrainedArm arm = TrainedArm.open(cell, Device.CPU)) {
      seen = (DetectedImage) arm.predict(image);
    }

    assertThat(seen.found()).isNotEmpty();
    FoundObject best = seen.found().get(0);
    assertThat(seen.className(best)).isEqualTo(seen.classNames().get(best.label()));
    assertThat(best.mask().orElseThrow().decode()).hasSize(image.height() * image.width());
  }
}
