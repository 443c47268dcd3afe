package org.vitmae.maps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.ActivationCheckpointing;
import org.vitmae.model.AttentionLayout;
import org.vitmae.model.Backpropagation;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.VisionTransformer;
import org.vitmae.model.Weights;

/**
 * A Vision Transformer without class token whose blocks are read as feature maps.
 *
 * @param encoder pretrained or fresh
 * @param backpropagation runs the encoder's blocks
 */
public record MapEncoder(VisionTransformer encoder, Backpropagation backpropagation) {
  /**
   * Makes an encoder whose tensors have the names of the reference.
   *
   * @param activationCheckpointing whether the backward pass computes blocks again instead of
   *     keeping what it needs of them
   */
  public static MapEncoder create(
      Weights weights,
      ModelConfig model,
      PatchGrid grid,
      AttentionLayout layout,
      boolean activationCheckpointing) {
    Backpropagation backpropagation =
        activationCheckpointing ? new ActivationCheckpointing() : Backpropagation.KEEPING;
    return new MapEncoder(
        VisionTransformer.ofPatches(weights, model, grid, layout, backpropagation),
        backpropagation);
  }

  /**
   * Maps images to the outputs of some blocks.
   *
   * @param blocks counted from 0, rising
   * @return one map per block, each [N, D, h, w]
   */
  public List<Tensor> apply(PatchedImages images, List<Integer> blocks, DropPath dropPath) {
    Set<String> wanted = blocks.stream().map(MapEncoder::blockName).collect(Collectors.toSet());
    Map<String, Tensor> seen = new HashMap<>();
    encoder.encode(
        images,
        dropPath,
        (name, x) -> {
          if (wanted.contains(name)) {
            seen.put(name, x);
          }
        });
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

  private static String blockName(int block) {
    return "blocks." + block;
  }
}
