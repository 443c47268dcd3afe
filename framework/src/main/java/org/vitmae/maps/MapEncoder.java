package org.vitmae.maps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.AttentionLayout;
import org.vitmae.model.Backpropagation;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.Recomputation;
import org.vitmae.model.VisionTransformer;
import org.vitmae.model.Weights;

/**
 * A Vision Transformer without class token whose blocks are read as feature maps.
 *
 * @param encoder pretrained or fresh
 * @param blocks those that are read, counted from 0, rising
 * @param backpropagation runs the encoder's blocks
 */
public record MapEncoder(
    VisionTransformer encoder, List<Integer> blocks, Backpropagation backpropagation) {
  public MapEncoder {
    blocks = List.copyOf(blocks);
  }

  /**
   * Makes an encoder whose tensors have the names of the reference.
   *
   * @param recomputation whether the backward pass computes blocks again instead of keeping what it
   *     needs of them
   */
  public static MapEncoder create(
      Weights weights,
      ModelConfig model,
      PatchGrid grid,
      AttentionLayout layout,
      boolean recomputation,
      List<Integer> blocks) {
    Backpropagation backpropagation = recomputation ? new Recomputation() : Backpropagation.KEEPING;
    return new MapEncoder(
        VisionTransformer.ofPatches(weights, model, grid, layout, backpropagation),
        blocks,
        backpropagation);
  }

  /** Maps images to one map per entry of {@link #blocks}, each [N, D, h, w]. */
  public List<Tensor> apply(PatchedImages images, DropPath dropPath) {
    Map<String, Tensor> seen = new HashMap<>();
    encoder.encode(images, dropPath, (name, x) -> note(seen, name, x));
    return blocks.stream()
        .map(block -> PatchMaps.of(seen.get(blockName(block)), encoder.grid()))
        .toList();
  }

  /**
   * Computes the gradients of a loss that was made of {@link #apply}'s maps.
   *
   * @param loss a scalar
   */
  public void backward(Tensor loss) {
    backpropagation.backward(loss);
  }

  private void note(Map<String, Tensor> seen, String name, Tensor x) {
    if (blocks.stream().anyMatch(block -> blockName(block).equals(name))) {
      seen.put(name, x);
    }
  }

  private static String blockName(int block) {
    return "blocks." + block;
  }
}
