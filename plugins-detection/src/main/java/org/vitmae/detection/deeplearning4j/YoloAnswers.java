package org.vitmae.detection.deeplearning4j;

import org.vitmae.data.Frame;
import org.vitmae.detection.model.Candidates;
import org.vitmae.detection.model.Detections;
import org.vitmae.detection.ops.NonMaximumSuppression;

/**
 * What the network says about a batch.
 *
 * @param values per anchor: middle within the cell, width and height in cells, how sure it is of an
 *     object, and the probability of each class if there is one; [N, A, 5 + C, H, W]
 */
record YoloAnswers(YoloGrid grid, float[] values) {
  private static final double LEAST_SCORE = 0.005; // as in Redmon and Farhadi's program
  private static final NonMaximumSuppression SUPPRESSION = new NonMaximumSuppression(0.45f);
  private static final int NUMBERS = 5;

  /**
   * Returns what is found in an image, in pixels of the frame and best first.
   *
   * @param index of the image in the batch
   * @param frame where the image lies; what is beyond it is cut off
   * @param most how many are returned at most
   */
  Detections found(int index, Frame frame, int most) {
    return candidates(index, frame).suppress(SUPPRESSION, most);
  }

  /** One anchor may give several, of different classes. */
  private Detections candidates(int index, Frame frame) {
    Candidates candidates = new Candidates(LEAST_SCORE, Float.MIN_VALUE);
    int plane = grid.cells();
    int anchor = (NUMBERS + grid.classes()) * plane;
    for (int a = 0; a < YoloNetwork.ANCHORS; a++) {
      for (int cell = 0; cell < plane; cell++) {
        int at = (index * YoloNetwork.ANCHORS + a) * anchor + cell;
        float sure = values[at + 4 * plane];
        if (sure >= LEAST_SCORE) {
          float[] box = box(at, cell, frame);
          for (int c = 0; c < grid.classes(); c++) {
            candidates.offer(box, 0, sure * values[at + (NUMBERS + c) * plane], c);
          }
        }
      }
    }
    return candidates.all();
  }

  private float[] box(int at, int cell, Frame frame) {
    int plane = grid.cells();
    float x = (cell % grid.columns() + values[at]) * YoloGrid.STRIDE;
    float y = (cell / grid.columns() + values[at + plane]) * YoloGrid.STRIDE;
    float halfWidth = values[at + 2 * plane] * YoloGrid.STRIDE / 2;
    float halfHeight = values[at + 3 * plane] * YoloGrid.STRIDE / 2;
    return new float[] {
      within(x - halfWidth, frame.width()),
      within(y - halfHeight, frame.height()),
      within(x + halfWidth, frame.width()),
      within(y + halfHeight, frame.height())
    };
  }

  private static float within(float at, int side) {
    return Math.max(0, Math.min(side, at));
  }
}
