package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.PrefetchedBatches;
import org.vitmae.image.PngWriter;
import org.vitmae.run.CellFolder;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.Pretraining;
import org.vitmae.train.RunOutcome;

class PretrainWorkTest {
  private static final ExperimentConfig CONFIG =
      DefinitionOptions.reader()
          .read(
              "quickstart",
              List.of(
                  "model.embed-dim=16",
                  "model.depth=1",
                  "model.num-heads=2",
                  "model.decoder-embed-dim=16",
                  "model.decoder-depth=1",
                  "model.decoder-num-heads=2",
                  "pretrain.ema-decay=0.9",
                  "report.reconstructions=4"));

  @TempDir private Path folder;

  @Test
  void picturesAreDrawnWithTheAveragedWeights() throws IOException {
    FourScenes scenes = new FourScenes(CONFIG);
    Path own = folder.resolve("own.png");
    Path kept = folder.resolve("kept.png");
    try (PretrainWork work =
            new PretrainWork(CONFIG, folder, Device.CPU, Precision.FP32, 5, Optional.empty());
        PrefetchedBatches batches = scenes.loader(scenes.examples(), 4).open(0, 0)) {
      Pretraining pretraining = (Pretraining) work.learner();
      Batch batch = batches.next();
      pretraining.step(List.of(batch), 0.1);
      PngWriter.write(pretraining.reconstruct(batch).get(2).reconstructed(), own);
      PngWriter.write(
          pretraining.withKeptWeights(() -> pretraining.reconstruct(batch)).get(2).reconstructed(),
          kept);

      work.finish(
          new CellFolder(folder),
          new RunOutcome(RunOutcome.Status.DONE, 1, 4, Optional.empty(), 1, 0, 1),
          scenes);
    }

    assertThat(folder.resolve("images/reconstruction-2-reconstructed.png"))
        .hasSameBinaryContentAs(kept);
    assertThat(Files.readAllBytes(own)).isNotEqualTo(Files.readAllBytes(kept));
  }
}
