package org.vitmae.maps;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.Weights;

/**
 * Brings the maps of four blocks at equal distances to strides of 1/4, 1/2, 1 and 2 patches (He et
 * al. 2021, sections 4.4 and 5; Li et al. 2021, "Benchmarking Detection Transfer Learning with
 * Vision Transformers", section 2).
 */
public final class BlockScales {
  /** How many blocks and scales there are. */
  public static final int COUNT = 4;

  /** Cells of each scale for every patch. */
  public static final List<Double> CELLS_PER_PATCH = List.of(16.0, 4.0, 1.0, 0.25);

  private final Upscaling finest1;
  private final GroupNorm finestNorm;
  private final Upscaling finest2;
  private final Upscaling fine;

  /**
   * Makes the layers; the third scale has none, the fourth is the greatest of 2 x 2 cells.
   *
   * @param width D of the encoder
   */
  public BlockScales(Weights weights, int width) {
    this.finest1 = Upscaling.create(weights, "stage0.up1", width, width);
    this.finestNorm = GroupNorm.create(weights, "stage0.norm", width);
    this.finest2 = Upscaling.create(weights, "stage0.up2", width, width);
    this.fine = Upscaling.create(weights, "stage1.up1", width, width);
  }

  /**
   * Returns the blocks that are read, counted from 0.
   *
   * @param depth number of the encoder's blocks, a multiple of {@link #COUNT}
   */
  public static List<Integer> blocks(int depth) {
    return IntStream.rangeClosed(1, COUNT).mapToObj(i -> depth * i / COUNT - 1).toList();
  }

  /** Returns the cost of the layers for an image of {@code patches} patches. */
  public static LayerCost cost(int width, double patches) {
    return LayerCost.upscaling(width, width, patches)
        .plus(LayerCost.norm(width))
        .plus(LayerCost.upscaling(width, width, 4 * patches))
        .plus(LayerCost.upscaling(width, width, patches));
  }

  /**
   * Scales the maps.
   *
   * @param maps of the blocks, each [N, D, h, w]
   * @return [N, D, 4h, 4w], [N, D, 2h, 2w], [N, D, h, w] and [N, D, h / 2, w / 2]
   */
  public List<Tensor> apply(List<Tensor> maps) {
    return List.of(
        finest2.apply(torch.gelu(finestNorm.apply(finest1.apply(maps.get(0))))),
        fine.apply(maps.get(1)),
        maps.get(2),
        PatchMaps.halve(maps.get(3)));
  }
}
