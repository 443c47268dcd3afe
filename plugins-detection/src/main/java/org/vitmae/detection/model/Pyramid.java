package org.vitmae.detection.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Makes a pyramid of feature maps from maps of a plain Vision Transformer, all at patch stride. */
public interface Pyramid {
  /** How many levels a pyramid has: strides of 1/4, 1/2, 1, 2 and 4 patches. */
  int LEVELS = 5;

  /** Returns the blocks whose outputs the pyramid reads, counted from 0, rising. */
  List<Integer> blocks();

  /**
   * Builds the levels.
   *
   * @param maps one per entry of {@link #blocks}, each [N, D, h, w]
   * @return [N, C, H_i, W_i], finest first
   */
  List<Tensor> apply(List<Tensor> maps);
}
