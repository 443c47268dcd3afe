package org.vitmae.detection.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DetectorConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.VisionTransformer;
import org.vitmae.model.Weights;

/**
 * A Vision Transformer and the pyramid on top of it.
 *
 * @param encoder pretrained or fresh
 * @param pyramid reads some of its blocks
 */
public record VitBackbone(VisionTransformer encoder, Pyramid pyramid) {
  /**
   * Makes encoder and pyramid; the encoder's tensors have the names of the reference, the pyramid's
   * start with {@code pyramid.}.
   *
   * @throws ConfigException if the encoder is too shallow for what {@code detector} asks for
   */
  public static VitBackbone create(
      Weights weights, ModelConfig model, PatchGrid grid, DetectorConfig detector) {
    return new VitBackbone(
        new VisionTransformer(weights, model, grid),
        pyramid(weights.child("pyramid"), model, detector));
  }

  private static Pyramid pyramid(Weights weights, ModelConfig model, DetectorConfig detector) {
    return switch (detector.pyramid()) {
      case SIMPLE ->
          new SimplePyramid(weights, model.embedDim(), model.depth(), detector.channels());
      case BLOCKS ->
          new BlockPyramid(weights, model.embedDim(), model.depth(), detector.channels());
    };
  }

  /** Tells whether a tensor of a detector is part of a pretrained encoder. */
  public static boolean isPretrained(String name) {
    return !name.startsWith("pyramid.") && !name.startsWith("head.");
  }

  /** Maps images to [N, C, H_i, W_i], finest first. */
  public List<Tensor> apply(PatchedImages images, DropPath dropPath) {
    Map<String, Tensor> seen = new HashMap<>();
    encoder.encode(images, dropPath, (name, x) -> note(seen, name, x));
    return pyramid.apply(
        pyramid.blocks().stream()
            .map(block -> PatchMaps.of(seen.get(blockName(block)), encoder.grid()))
            .toList());
  }

  private void note(Map<String, Tensor> seen, String name, Tensor x) {
    if (pyramid.blocks().stream().anyMatch(block -> blockName(block).equals(name))) {
      seen.put(name, x);
    }
  }

  private static String blockName(int block) {
    return "blocks." + block;
  }
}
