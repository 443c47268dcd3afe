package org.vitmae.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.DataConfig.OnCorrupt;
import org.vitmae.data.BatchStream;
import org.vitmae.data.Dataset;
import org.vitmae.data.FolderDataset;
import org.vitmae.data.Loader;
import org.vitmae.data.LoaderOptions;
import org.vitmae.data.PackSettings;
import org.vitmae.data.PackedDataset;
import org.vitmae.data.Packing;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.TrainTransform;
import org.vitmae.files.Disk;

/**
 * Times the input pipeline alone: reading, decoding, and the paper's random resized crop and flip.
 *
 * @param imageSize side of the square images that come out, in pixels
 * @param images images per epoch, at least a batch
 * @param batchSize images per batch
 */
record InputBench(int imageSize, int images, int batchSize) {
  private static final int TIMED_EPOCHS = 4;
  private static final AugmentConfig AUGMENT =
      AugmentConfig.cropAndFlip(0.2, 1, 0.75, 4.0 / 3, 0.5);

  /** Returns the bytes of the pixels that come out for an image. */
  int bytesPerImage() {
    return imageSize * imageSize * BenchCase.CHANNELS;
  }

  /** Generated scenes. */
  BenchRow scenes(int workers) {
    try (Dataset scenes = new ScenesDataset(0, "bench", images, imageSize, imageSize)) {
      return epochs("input scenes", scenes, workers);
    }
  }

  /** JPEG files in a zip, of the size that photographs usually have in data sets. */
  BenchRow jpeg(int workers) throws IOException {
    Path zip = Files.createTempFile("vitmae-bench", ".zip");
    try {
      JpegZip.write(zip, images, imageSize * 5 / 3, imageSize * 9 / 4);
      try (Dataset files = FolderDataset.open(zip)) {
        return epochs("input jpeg", files, workers);
      }
    } finally {
      Files.delete(zip);
    }
  }

  /** Packed images, the short side 256 pixels where 224 come out, as photographs usually are. */
  BenchRow packed(int workers) throws IOException {
    Path folder = Files.createTempDirectory("vitmae-bench");
    int side = imageSize * 8 / 7;
    try (Dataset scenes = new ScenesDataset(0, "bench-packed", images, side, side * 4 / 3)) {
      new Packing(scenes, BenchCase.data(imageSize), "train", side, PackSettings.MAX_SHARD_BYTES)
          .into(folder, progress -> {});
      try (Dataset packed = PackedDataset.open(folder)) {
        return epochs("input packed", packed, workers);
      }
    } finally {
      Disk.deleteTree(folder);
    }
  }

  private BenchRow epochs(String name, Dataset dataset, int workers) {
    Loader loader =
        new Loader(
            dataset,
            new TrainTransform(AUGMENT, BenchCase.data(imageSize)),
            new LoaderOptions(batchSize, true, true, 0, workers, OnCorrupt.FAIL));
    epoch(loader, 0); // compiles
    long begin = System.nanoTime();
    for (int epoch = 1; epoch <= TIMED_EPOCHS; epoch++) {
      epoch(loader, epoch);
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    return BenchRow.of(
        "%s (%d worker%s)".formatted(name, workers, workers == 1 ? "" : "s"),
        "",
        batchSize,
        millis / (TIMED_EPOCHS * loader.batchesPerEpoch()),
        0);
  }

  private static void epoch(Loader loader, int epoch) {
    try (BatchStream batches = loader.open(epoch, 0)) {
      while (batches.hasNext()) {
        batches.next();
      }
    }
  }
}
