package org.vitmae.detection.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.random.RandomGenerator;
import org.vitmae.data.Draws;
import org.vitmae.detection.evaluation.CocoResamples;

/**
 * Writes {@code resamples.csv}: average precision of boxes on bootstrap resamples of the test
 * images.
 *
 * <p>Which images a resample holds depends on its number and that of the images only, so that the
 * arms and seeds of an experiment are resampled alike and differ in pairs.
 */
final class ResamplesCsv {
  private static final int RESAMPLES = 1000;

  private ResamplesCsv() {}

  static void write(Path cellFolder, int classes, SortedSet<Long> imageIds, Findings boxes)
      throws IOException {
    CocoResamples resamples =
        CocoResamples.of(Findings.labels(classes), imageIds, boxes.truths(), boxes.detections());
    try (CsvFile csv = new CsvFile(cellFolder.resolve("resamples.csv"), "resample", "value")) {
      for (int r = 0; r < RESAMPLES; r++) {
        csv.row(r, resamples.averagePrecision(draw(r, imageIds.size())));
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
