package org.vitmae.detection.judge;

import java.util.List;
import org.vitmae.data.SourceImage;
import org.vitmae.detection.coco.CocoResult;
import org.vitmae.detection.evaluation.BoxRegion;

/** What was found, as COCO's result files have it. */
final class FoundResults {
  private static final double BOX_UNIT = 100;
  private static final double SCORE_UNIT = 10_000;

  private FoundResults() {}

  /**
   * Returns results with boxes rounded to hundredths of a pixel and scores to four decimals.
   *
   * @param image whose number and categories they have
   */
  static List<CocoResult> of(SourceImage image, List<FoundObject> found) {
    return found.stream()
        .map(
            object ->
                new CocoResult(
                    image.id(),
                    image.categoryId(object.label()),
                    rounded(object.score(), SCORE_UNIT),
                    rounded(object.box()),
                    object.mask()))
        .toList();
  }

  private static BoxRegion rounded(BoxRegion box) {
    return new BoxRegion(
        rounded(box.x(), BOX_UNIT),
        rounded(box.y(), BOX_UNIT),
        rounded(box.width(), BOX_UNIT),
        rounded(box.height(), BOX_UNIT));
  }

  private static double rounded(double value, double unit) {
    return Math.round(value * unit) / unit;
  }
}
