package org.vitmae.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.vitmae.data.Draws;
import org.vitmae.files.CsvWriter;

/**
 * Writes {@code resamples.csv}: the primary metric on bootstrap resamples of the test images, for
 * metrics that are no mean over images.
 *
 * <p>Which images a resample holds depends on its number and that of the images only, so that the
 * arms and seeds of an experiment are resampled alike and differ in pairs.
 */
public final class ResamplesCsv {
  private static final int RESAMPLES = 1000;

  private ResamplesCsv() {}

  /**
   * Writes the file.
   *
   * @param cellFolder an existing folder
   * @param images how many there are
   * @param metric of a resample, given as how often each image was drawn, by rising id
   * @throws IOException if the file cannot be written
   */
  public static void write(Path cellFolder, int images, ToDoubleFunction<int[]> metric)
      throws IOException {
    try (CsvWriter csv = new CsvWriter(cellFolder.resolve("resamples.csv"), "resample", "value")) {
      for (int r = 0; r < RESAMPLES; r++) {
        csv.row(r, metric.applyAsDouble(draw(r, images)));
      }
    }
  }

  /** Draws as many images as there are and returns how often each was drawn. */
  private static int[] draw(int resample, int images) {
    RandomGenerator random = Draws.of(0, "resamples", 0, resample);
    int[] times = new int[images];
    for (int i = 0; i < images; i++) {
      times[random.nextInt(images)]++;
    }
    return times;
  }
}
