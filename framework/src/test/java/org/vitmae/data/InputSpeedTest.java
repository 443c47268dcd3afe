package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitmae.config.AugmentConfig;

/**
 * Measures what an example for training costs one worker; docs/benchmarks.md quotes it. One thread
 * and its own processor time, so that a busy machine does not matter much.
 */
@Tag("slow")
@Tag("dataset")
class InputSpeedTest {
  private static final Logger LOG = LoggerFactory.getLogger(InputSpeedTest.class);
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  /** 16 workers, 7 000 images per second. */
  private static final double ENOUGH_PER_SECOND = 440;

  @TempDir private Path temp;

  @Test
  void aWorkerCropsEnoughPackedPhotographs() {
    Path zip = Path.of(System.getProperty("data.dir", "")).resolve("coco-mini/coco_mini.zip");
    assumeTrue(Files.exists(zip), zip + " is not there; name its folder with -Ddata.dir");
    try (Dataset files =
        CocoReader.open(zip, "annotations/instances_val2017.json", "val2017", List.of())) {
      Packed.pack(files, 256, PackSettings.MAX_SHARD_BYTES, temp.resolve("packed"));
      Dataset packed = PackedDataset.open(temp.resolve("packed"));

      double fromFiles = imagesPerSecond(files);
      double fromShards = imagesPerSecond(packed);

      LOG.warn(
          "from JPEG files {} images/s, packed {}", Math.round(fromFiles), Math.round(fromShards));
      assertThat(fromShards).isGreaterThan(ENOUGH_PER_SECOND).isGreaterThan(2 * fromFiles);
    }
  }

  /** Returns the best of some epochs of reading, cropping and mirroring. */
  private static double imagesPerSecond(Dataset dataset) {
    Transform transform =
        new TrainTransform(
            AugmentConfig.cropAndFlip(0.2, 1, 0.75, 4.0 / 3, 0.5), NoData.of(224, 224, 3));
    double best = 0;
    for (int epoch = 0; epoch < 6; epoch++) {
      long begin = CLOCK.getCurrentThreadCpuTime();
      for (int i = 0; i < dataset.size(); i++) {
        transform.apply(dataset.read(i), Draws.of(0, "augment", epoch, i));
      }
      best = Math.max(best, dataset.size() * 1e9 / (CLOCK.getCurrentThreadCpuTime() - begin));
    }
    return best;
  }
}
