package org.vitmae.detection.model;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.model.Weights;

/**
 * The pyramid of the MAE paper's detectors: four blocks at equal distances, each scaled to its own
 * stride, then a feature pyramid (He et al. 2021, section 4.4; Li et al. 2021, "Benchmarking
 * Detection Transfer Learning with Vision Transformers", section 2).
 */
public final class BlockPyramid implements Pyramid {
  static final int SCALES = LEVELS - 1;

  private final List<Integer> blocks;
  private final Upscaling finest1;
  private final GroupNorm finestNorm;
  private final Upscaling finest2;
  private final Upscaling fine;
  private final FeaturePyramid pyramid;

  /**
   * Makes the layers.
   *
   * @param width D of the encoder
   * @param depth number of the encoder's blocks, a multiple of 4
   * @param out channels of every level
   */
  public BlockPyramid(Weights weights, int width, int depth, int out) {
    this.blocks = IntStream.rangeClosed(1, SCALES).mapToObj(i -> depth * i / SCALES - 1).toList();
    this.finest1 = Upscaling.create(weights, "stage0.up1", width, width);
    this.finestNorm = GroupNorm.create(weights, "stage0.norm", width);
    this.finest2 = Upscaling.create(weights, "stage0.up2", width, width);
    this.fine = Upscaling.create(weights, "stage1.up1", width, width);
    this.pyramid = new FeaturePyramid(weights, Collections.nCopies(SCALES, width), out);
  }

  @Override
  public List<Integer> blocks() {
    return blocks;
  }

  @Override
  public List<Tensor> apply(List<Tensor> maps) {
    return pyramid.apply(
        List.of(
            finest2.apply(torch.gelu(finestNorm.apply(finest1.apply(maps.get(0))))),
            fine.apply(maps.get(1)),
            maps.get(2),
            PatchMaps.halve(maps.get(3))));
  }
}
