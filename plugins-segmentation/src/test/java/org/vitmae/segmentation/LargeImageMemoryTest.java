package org.vitmae.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.image.Image;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.segmentation.model.HeadKind;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Precision;
import org.vitmae.train.ResidentMemory;

/**
 * Measures the memory of looking at an image of 4000 x 4000 pixels by windows of 512 with ViT-S,
 * mask and overlay written; docs/benchmarks.md quotes it.
 */
@Tag("slow")
class LargeImageMemoryTest {
  private static final int SIDE = 4000;
  private static final long LIMIT = 2_000_000_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"PER_PIXEL, FP32", "UPERNET, BF16"})
  void anImageOf16MegapixelsTakesLessThan2Gigabytes(HeadKind head, Precision precision)
      throws Exception {
    ComputeThreads.configure(1);
    ArmRequest request = request(precision);
    Image image = image();
    try (Arm arm = new VitProtocol(head).prepare(request)) {
      ResidentMemory.resetPeak();
      long start = System.nanoTime();
      List<Path> written = arm.predict(image).write("large.png", 0, folder);
      double seconds = (System.nanoTime() - start) / 1e9;
      long peak = ResidentMemory.peakBytes();

      System.out.printf("%s, %s: peak %.2f GB, %.0f s%n", head, precision, peak / 1e9, seconds);
      assertThat(written).hasSize(2);
      assertThat(peak).isLessThan(LIMIT);
    }
  }

  private static ArmRequest request(Precision precision) {
    ArmRequest tiny =
        TinyArms.request(
            "model.patch-size=16",
            "model.embed-dim=384",
            "model.depth=12",
            "model.num-heads=6",
            "data.image-height=512",
            "data.image-width=512",
            "arms.arm.segmenter.channels=256");
    return new ArmRequest(
        tiny.arm(),
        tiny.model(),
        tiny.data(),
        List.of("background", "nucleus"),
        tiny.encoderWeights(),
        tiny.device(),
        precision,
        tiny.seed(),
        tiny.trainImages(),
        tiny.standardization());
  }

  private static Image image() {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 1000);
    }
    return new Image(SIDE, SIDE, 3, pixels);
  }
}
