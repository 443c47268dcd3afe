package org.vitmae.detection.ops;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * The masks of an image's objects, on the host.
 *
 * @param height H, of the image
 * @param width W
 * @param pixels 1 inside, [G, H, W] row by row
 */
@SuppressWarnings("ArrayRecordComponent")
public record ObjectMasks(int height, int width, byte[] pixels) {
  /**
   * Cuts regions out as {@link RoiAlign} does with as many samples as a bin has cells, which gives
   * the share of each bin that lies inside (He et al. 2017).
   *
   * <p>A mask has as many cells as the image has pixels: as an {@code embedding_bag} one object
   * that fills the image would be a million weights, and one of 256 pixels takes a hundred times as
   * long. Here a row of the mask is summed up into the bins of its row.
   *
   * @param rois regions; the object's index takes the image's place
   * @param side S, bins per side
   * @return float [R, S, S] on the CPU
   */
  public Tensor cut(Rois rois, int side) {
    RoiAlign align = new RoiAlign(side, 1, 0, true);
    float[] shares = new float[rois.size() * side * side];
    IntStream.range(0, rois.size())
        .parallel()
        .forEach(
            i -> {
              float[] boxes = rois.boxes();
              AxisBins columns = align.axis(boxes[4 * i], boxes[4 * i + 2], width);
              AxisBins rows = align.axis(boxes[4 * i + 1], boxes[4 * i + 3], height);
              int mask = rois.images()[i] * height * width;
              for (int row = 0; row < side; row++) {
                for (int y = rows.start(row); y < rows.start(row + 1); y++) {
                  int line = mask + rows.cell(y) * width;
                  add(line, columns, rows.weight(y), shares, (i * side + row) * side, side);
                }
              }
            });
    return Tensors.of(shares, Device.CPU, rois.size(), side, side);
  }

  /** Adds a row of a mask to a row of bins. */
  private void add(int line, AxisBins columns, float weight, float[] shares, int at, int side) {
    for (int column = 0; column < side; column++) {
      float sum = 0;
      for (int x = columns.start(column); x < columns.start(column + 1); x++) {
        sum += columns.weight(x) * pixels[line + columns.cell(x)];
      }
      shares[at + column] += weight * sum;
    }
  }
}
