package org.vitmae.detection.deeplearning4j;

import java.util.List;
import java.util.stream.IntStream;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Dataset;
import org.vitmae.data.Sample;
import org.vitmae.data.ScenesDataset;
import org.vitmae.detection.TinyDefinition;
import org.vitmae.plugin.ArmRequest;

/** Requests about generated scenes, and batches of them. */
final class ScenesRequest {
  private ScenesRequest() {}

  static Dataset scenes(int count, int height, int width) {
    return new ScenesDataset(3, "train", count, height, width);
  }

  /** Returns the first scenes as they are. */
  static Batch batch(Dataset scenes, int count, int valid) {
    List<Sample> samples = IntStream.range(0, count).mapToObj(scenes::read).toList();
    int height = samples.get(0).image().height();
    int width = samples.get(0).image().width();
    byte[] pixels = new byte[count * height * width * 3];
    for (int n = 0; n < count; n++) {
      byte[] image = samples.get(n).image().pixels();
      System.arraycopy(image, 0, pixels, n * image.length, image.length);
    }
    return new Batch(
        0,
        samples.stream().mapToLong(Sample::id).toArray(),
        valid,
        height,
        width,
        3,
        pixels,
        samples.stream().map(Sample::annotation).toList());
  }

  static ArmRequest of(Dataset scenes, int height, int width, double layerDecay, long seed) {
    return TinyDefinition.request(config(height, width, layerDecay), scenes, seed);
  }

  static DataConfig data(int height, int width) {
    return config(height, width, 1).data();
  }

  private static ExperimentConfig config(int height, int width, double layerDecay) {
    return TinyDefinition.read(
        "data.image-height=" + height,
        "data.image-width=" + width,
        "arms.arm.protocol=cnn",
        "arms.arm.train.layer-decay=" + layerDecay);
  }
}
