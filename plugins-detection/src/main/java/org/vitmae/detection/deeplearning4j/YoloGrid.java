package org.vitmae.detection.deeplearning4j;

import java.util.Arrays;
import java.util.List;
import org.vitmae.config.DataConfig;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Box;
import org.vitmae.data.TrainingBoxes;
import org.vitmae.deeplearning4j.Convolution;

/**
 * The cells that an image is seen as; the cell that an object's middle lies in answers for it.
 *
 * <p>A cell can answer for one object only. Of several it is the one with the smallest box, as the
 * others are more likely to be found from a neighboring cell; they are not learned from.
 *
 * @param rows H
 * @param columns W
 * @param classes C
 */
record YoloGrid(int rows, int columns, int classes) {
  /** Pixels per cell and side. */
  static final int STRIDE = 16;

  private static final int NOBODY = -1;

  /** Returns the grid of the images that a network sees. */
  static YoloGrid of(DataConfig data, int classes) {
    return new YoloGrid(
        Convolution.reduced(data.imageHeight(), STRIDE),
        Convolution.reduced(data.imageWidth(), STRIDE),
        classes);
  }

  /**
   * Returns what Deeplearning4j's layer learns from: in each cell with an object, left, top, right
   * and bottom in cells, and 1 for its class; 0 elsewhere.
   *
   * @return [N, 4 + C, H, W]
   */
  float[] targets(Batch batch) {
    int image = (4 + classes) * cells();
    float[] targets = new float[batch.size() * image];
    for (int n = 0; n < batch.size(); n++) {
      Annotation annotation = batch.annotations().get(n);
      int[] owners = owners(annotation.boxes());
      for (int cell = 0; cell < owners.length; cell++) {
        if (owners[cell] != NOBODY) {
          write(annotation.boxes().get(owners[cell]), targets, n * image + cell);
        }
      }
    }
    return targets;
  }

  private void write(Box box, float[] targets, int at) {
    targets[at] = box.x1() / STRIDE;
    targets[at + cells()] = box.y1() / STRIDE;
    targets[at + 2 * cells()] = box.x2() / STRIDE;
    targets[at + 3 * cells()] = box.y2() / STRIDE;
    targets[at + (4 + box.label()) * cells()] = 1;
  }

  /** Returns how many objects are not learned from because another one has their cell. */
  int withoutCell(TrainingBoxes boxes) {
    int without = 0;
    for (List<Box> image : boxes.images()) {
      without += image.size() - (int) Arrays.stream(owners(image)).filter(o -> o != NOBODY).count();
    }
    return without;
  }

  /** Returns for each cell which of an image's boxes it answers for; crowds are nobody's. */
  private int[] owners(List<Box> boxes) {
    int[] owners = new int[cells()];
    Arrays.fill(owners, NOBODY);
    for (int i = 0; i < boxes.size(); i++) {
      if (!boxes.get(i).crowd()) {
        int cell = cell(boxes.get(i));
        if (owners[cell] == NOBODY || area(boxes.get(i)) < area(boxes.get(owners[cell]))) {
          owners[cell] = i;
        }
      }
    }
    return owners;
  }

  /** Rounds as Deeplearning4j's layer does, which looks for the middle in this very cell. */
  private int cell(Box box) {
    int column = (int) ((box.x1() / STRIDE + box.x2() / STRIDE) * 0.5f);
    int row = (int) ((box.y1() / STRIDE + box.y2() / STRIDE) * 0.5f);
    return Math.min(row, rows - 1) * columns + Math.min(column, columns - 1);
  }

  private static float area(Box box) {
    return (box.x2() - box.x1()) * (box.y2() - box.y1());
  }

  int cells() {
    return rows * columns;
  }
}
