package org.vitmae.detection.ops;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * Pools each region from the level of a pyramid that suits its size (Lin et al. 2017, equation 1).
 *
 * @param bins S, bins per side
 * @param samplingRatio as in {@link RoiAlign}
 * @param aligned as in {@link RoiAlign}
 * @param canonicalSize side in pixels of a region that belongs to {@code canonicalLevel}
 * @param canonicalLevel base-2 logarithm of that level's stride, rounded
 */
public record MultiScaleRoiAlign(
    int bins, int samplingRatio, boolean aligned, double canonicalSize, int canonicalLevel) {
  private static final float EPS = 1e-6f;

  /** The usual one: objects of 224 pixels belong to stride 16. */
  public static MultiScaleRoiAlign of(int bins, int samplingRatio) {
    return new MultiScaleRoiAlign(bins, samplingRatio, true, 224, 4);
  }

  /**
   * Pools regions.
   *
   * @param levels feature maps, finest first, each half as large as the one before, [N, C, H_i,
   *     W_i]
   * @param image the size that the maps together cover, padding included
   * @return float [R, C, S, S], in the order of the regions
   */
  public Tensor apply(List<Tensor> levels, ImageSize image, Rois rois) {
    int[] level = levelsOf(levels, image, rois);
    TensorVector pooled = new TensorVector();
    long[] back = new long[rois.size()];
    int done = 0;
    for (int i = 0; i < levels.size(); i++) {
      int wanted = i;
      int[] own = IntStream.range(0, level.length).filter(r -> level[r] == wanted).toArray();
      if (own.length > 0) {
        RoiAlign align = new RoiAlign(bins, scale(levels.get(i), image), samplingRatio, aligned);
        pooled.push_back(align.apply(levels.get(i), rois.select(own)));
      }
      for (int r : own) {
        back[r] = done++;
      }
    }
    if (pooled.size() == 0) {
      return new RoiAlign(bins, 1, samplingRatio, aligned).apply(levels.get(0), rois);
    }
    Tensor order = Tensors.of(back, Device.of(levels.get(0)), back.length);
    return torch.cat(pooled, 0).index_select(0, order);
  }

  /** Cells per pixel: no power of two where patches have 14 pixels. */
  private static double scale(Tensor map, ImageSize image) {
    return (double) map.size(2) / image.height();
  }

  /** Returns the index of the level that each region is pooled from, [R]. */
  public int[] levelsOf(List<Tensor> levels, ImageSize image, Rois rois) {
    int finest = exponent(scale(levels.get(0), image));
    int coarsest = exponent(scale(levels.get(levels.size() - 1), image));
    return IntStream.range(0, rois.size())
        .map(
            i -> {
              float width = rois.boxes()[4 * i + 2] - rois.boxes()[4 * i];
              float height = rois.boxes()[4 * i + 3] - rois.boxes()[4 * i + 1];
              float side = (float) (Math.sqrt(width * height) / canonicalSize);
              float octave = (float) (Math.log(side) / Math.log(2));
              int wanted = (int) Math.floor(canonicalLevel + octave + EPS);
              return Math.max(finest, Math.min(coarsest, wanted)) - finest;
            })
        .toArray();
  }

  /** The power of two nearest to a stride. */
  private static int exponent(double scale) {
    return (int) -Math.rint(Math.log(scale) / Math.log(2));
  }
}
