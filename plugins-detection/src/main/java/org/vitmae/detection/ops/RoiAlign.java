package org.vitmae.detection.ops;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * Cuts a region out of a feature map at a fixed size, without rounding to cells (He et al. 2017,
 * section 3).
 *
 * <p>Every bin is a weighted sum of cells. All bins of all regions are one {@code embedding_bag}: a
 * single pass that holds no samples in memory and that autograd can run backwards, on any device.
 *
 * @param bins S, bins per side
 * @param spatialScale cells per pixel
 * @param samplingRatio samples per bin and axis; 0 for as many as a bin has cells, rounded up
 * @param aligned whether cell centers lie at half-integers, as they should; without it regions are
 *     off by half a cell and at least one cell large, as in the first implementations
 */
public record RoiAlign(int bins, double spatialScale, int samplingRatio, boolean aligned) {
  private static final int SUM = 0;

  /**
   * Pools regions.
   *
   * @param features [N, C, H, W]
   * @return float [R, C, S, S]
   */
  public Tensor apply(Tensor features, Rois rois) {
    long channels = features.size(1);
    Device device = Device.of(features);
    if (rois.size() == 0) {
      return Tensors.of(new float[0], device, 0, channels, bins, bins);
    }
    Bags bags = bags(rois, (int) features.size(2), (int) features.size(3));
    // Rows must lie side by side: gathered with a stride they take twenty times as long.
    Tensor cells =
        features
            .to(ScalarType.Float)
            .permute(0, 2, 3, 1)
            .contiguous()
            .view(-1, channels); // [N H W, C]
    return torch
        .embedding_bag(
            cells,
            Tensors.of(bags.cells(), device, bags.cells().length),
            Tensors.of(bags.starts(), device, bags.starts().length),
            false,
            SUM,
            false,
            new TensorOptional(Tensors.of(bags.weights(), device, bags.weights().length)),
            false)
        .get0() // [R S S, C]
        .view(rois.size(), bins, bins, channels)
        .permute(0, 3, 1, 2);
  }

  /** The cells that each bin sums, one bag of cells after the other. */
  private record Bags(long[] cells, float[] weights, long[] starts) {}

  private Bags bags(Rois rois, int height, int width) {
    AxisBins[] rows = new AxisBins[rois.size()];
    AxisBins[] columns = new AxisBins[rois.size()];
    long entries = 0;
    for (int i = 0; i < rois.size(); i++) {
      columns[i] = axis(rois.boxes()[4 * i], rois.boxes()[4 * i + 2], width);
      rows[i] = axis(rois.boxes()[4 * i + 1], rois.boxes()[4 * i + 3], height);
      entries += (long) rows[i].size() * columns[i].size();
    }
    int size = Math.toIntExact(entries);
    Bags bags = new Bags(new long[size], new float[size], new long[rois.size() * bins * bins]);
    int at = 0;
    int bag = 0;
    for (int i = 0; i < rois.size(); i++) {
      long image = (long) rois.images()[i] * height * width;
      for (int row = 0; row < bins; row++) {
        for (int column = 0; column < bins; column++) {
          bags.starts()[bag++] = at;
          at = fill(bags, at, image, width, rows[i], row, columns[i], column);
        }
      }
    }
    return bags;
  }

  /** Returns what the bins read of a side of a region, in pixels, on an axis of so many cells. */
  AxisBins axis(float from, float to, int extent) {
    float offset = aligned ? 0.5f : 0;
    float start = from * (float) spatialScale - offset;
    float length = to * (float) spatialScale - offset - start;
    return AxisBins.of(start, aligned ? length : Math.max(length, 1), bins, samplingRatio, extent);
  }

  private static int fill(
      Bags bags,
      int at,
      long image,
      int width,
      AxisBins rows,
      int row,
      AxisBins columns,
      int column) {
    for (int y = rows.start(row); y < rows.start(row + 1); y++) {
      long line = image + (long) rows.cell(y) * width;
      for (int x = columns.start(column); x < columns.start(column + 1); x++) {
        bags.cells()[at] = line + columns.cell(x);
        bags.weights()[at++] = rows.weight(y) * columns.weight(x);
      }
    }
    return at;
  }
}
