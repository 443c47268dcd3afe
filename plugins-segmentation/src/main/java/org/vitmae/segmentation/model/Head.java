package org.vitmae.segmentation.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Scores the cells of feature maps. */
public interface Head {
  /** Returns the blocks whose outputs are read, counted from 0, rising. */
  List<Integer> blocks();

  /**
   * Scores cells, of any stride.
   *
   * @param maps one per entry of {@link #blocks}, each [N, D, h, w]
   * @return before softmax, [N, K, H, W]
   */
  Tensor apply(List<Tensor> maps, ChannelDropout dropout);
}
