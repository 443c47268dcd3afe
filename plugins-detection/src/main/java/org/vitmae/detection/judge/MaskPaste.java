package org.vitmae.detection.judge;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.data.RunBuilder;
import org.vitmae.data.RunLengths;
import org.vitmae.detection.evaluation.BoxRegion;

/**
 * Draws the masks that a mask head predicts for boxes into their image, as detectron2 does: the
 * probability at a pixel's center is interpolated between the four nearest cells of the box, with 0
 * around it, and at least one half belongs to the object.
 *
 * <p>Cells have their values at their centers, so no pixel whose center lies outside of its box can
 * belong to the object, and none is looked at.
 */
final class MaskPaste {
  private static final float THRESHOLD = 0.5f;

  private MaskPaste() {}

  /**
   * Draws masks.
   *
   * @param probabilities [R, M, M], row by row, each in [0, 1]
   * @param side M
   * @param boxes R boxes in the image's pixels; they may reach beyond it
   * @param height of the image
   * @param width likewise
   * @return R masks of the image's size
   */
  static List<RunLengths> paste(
      float[] probabilities, int side, List<BoxRegion> boxes, int height, int width) {
    if (probabilities.length != boxes.size() * side * side) {
      throw new IllegalArgumentException(
          "%d boxes need %d x %d probabilities each, got %d in all"
              .formatted(boxes.size(), side, side, probabilities.length));
    }
    List<RunLengths> masks = new ArrayList<>();
    for (int r = 0; r < boxes.size(); r++) {
      BoxRegion box = boxes.get(r);
      Axis across = Axis.of(box.x(), box.width(), side, width);
      Axis down = Axis.of(box.y(), box.height(), side, height);
      masks.add(draw(probabilities, r * side * side, side, across, down));
    }
    return masks;
  }

  private static RunLengths draw(
      float[] probabilities, int from, int side, Axis across, Axis down) {
    RunBuilder runs = new RunBuilder();
    runs.add(false, across.first() * down.size());
    float[] column = new float[side];
    for (int x = across.first(); x < across.end(); x++) {
      for (int row = 0; row < side; row++) {
        column[row] = across.between(probabilities, from + row * side, x);
      }
      runs.add(false, down.first());
      for (int y = down.first(); y < down.end(); y++) {
        runs.add(down.between(column, 0, y) >= THRESHOLD, 1);
      }
      runs.add(false, down.size() - down.end());
    }
    runs.add(false, (across.size() - across.end()) * down.size());
    return runs.build(down.size(), across.size());
  }

  /**
   * One direction of the image.
   *
   * @param size of the image
   * @param first the first pixel whose center is inside the box
   * @param end behind the last one
   * @param cell for each of them, the cell whose center is before it, from -1 on
   * @param share how far it is towards the next cell's center
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Axis(int size, int first, int end, int side, int[] cell, float[] share) {
    static Axis of(double start, double length, int side, int size) {
      int first = (int) Math.min(size, Math.max(0, Math.ceil(start - 0.5)));
      int end = (int) Math.min(size, Math.max(first, Math.floor(start + length - 0.5) + 1));
      int inside = length > 0 ? end - first : 0;
      int[] cell = new int[inside];
      float[] share = new float[inside];
      for (int i = 0; i < inside; i++) {
        double place = (first + i + 0.5 - start) / length * side - 0.5;
        cell[i] = (int) Math.floor(place);
        share[i] = (float) (place - cell[i]);
      }
      return new Axis(size, first, first + inside, side, cell, share);
    }

    /** Interpolates a row of M values at a pixel. */
    float between(float[] values, int from, int pixel) {
      int before = cell[pixel - first];
      float part = share[pixel - first];
      float low = before < 0 ? 0 : values[from + before];
      float high = before + 1 >= side ? 0 : values[from + before + 1];
      return (1 - part) * low + part * high;
    }
  }
}
