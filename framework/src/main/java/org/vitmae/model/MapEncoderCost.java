package org.vitmae.model;

import java.util.stream.IntStream;
import org.vitmae.config.ModelConfig;

/**
 * What an encoder for feature maps costs ({@link VisionTransformer#ofPatches}), by arithmetic alone
 * and counted as in {@link Cost}.
 *
 * @param parameters number of weights
 * @param frozen how many of them do not learn: the class token
 * @param projectionFlops operations of projecting the patches of an image
 * @param blockFlops operations of one forward pass of all blocks, per image; what fills up windows
 *     is counted where it is computed, in attention
 */
public record MapEncoderCost(
    long parameters, long frozen, double projectionFlops, double blockFlops) {
  /** Counts an encoder. */
  public static MapEncoderCost of(ModelConfig model, PatchGrid grid, AttentionLayout layout) {
    long width = model.embedDim();
    long positions = (1L + grid.length()) * width;
    long projection = (grid.patchValues() + 1L) * width;
    long parameters = width + positions + projection;
    double blockFlops = 0;
    for (Windows windows :
        IntStream.range(0, model.depth())
            .mapToObj(i -> layout.windows(i, model.depth(), grid))
            .toList()) {
      parameters += Cost.blockParameters(width, model.mlpRatio());
      blockFlops += Cost.tokenFlops(grid.length(), width, model.mlpRatio());
      blockFlops += 4.0 * windows.count() * windows.length() * windows.length() * width;
      if (layout.relativePositions()) {
        long sides = windows.rows() + windows.columns();
        parameters += (2 * sides - 2) * (width / model.numHeads());
        blockFlops += 2.0 * windows.count() * windows.length() * sides * width;
      }
    }
    return new MapEncoderCost(
        parameters, width, 2.0 * grid.length() * grid.patchValues() * width, blockFlops);
  }
}
