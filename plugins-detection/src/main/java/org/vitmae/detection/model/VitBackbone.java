package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DetectorConfig;
import org.vitmae.config.DetectorConfig.PyramidKind;
import org.vitmae.config.ModelConfig;
import org.vitmae.maps.BlockScales;
import org.vitmae.maps.MapEncoder;
import org.vitmae.model.AttentionLayout;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.Weights;

/**
 * A Vision Transformer without class token, and the pyramid on top of it.
 *
 * @param encoder pretrained or fresh
 * @param pyramid reads some of its blocks
 */
public record VitBackbone(MapEncoder encoder, Pyramid pyramid) {
  /**
   * Makes encoder and pyramid; the encoder's tensors have the names of the reference, the pyramid's
   * start with {@code pyramid.}.
   *
   * @throws ConfigException if the encoder has too few blocks for what {@code detector} asks for
   */
  public static VitBackbone create(
      Weights weights, ModelConfig model, PatchGrid grid, DetectorConfig detector) {
    check(model, detector);
    return new VitBackbone(
        MapEncoder.create(
            weights, model, grid, layout(detector), detector.activationCheckpointing()),
        pyramid(weights.child("pyramid"), model, detector));
  }

  static void check(ModelConfig model, DetectorConfig detector) {
    List<String> problems = new ArrayList<>();
    if (detector.window() > 0 && detector.globalBlocks() > model.depth()) {
      problems.add(
          "detector.global-blocks is %d, but model.depth is %d; choose at most as many as there are blocks"
              .formatted(detector.globalBlocks(), model.depth()));
    }
    if (detector.pyramid() == PyramidKind.BLOCKS && model.depth() % BlockScales.COUNT != 0) {
      problems.add(
          "detector.pyramid is blocks, which reads %d blocks at equal distances, but model.depth is %d; choose a multiple of %d, or detector.pyramid=simple"
              .formatted(BlockScales.COUNT, model.depth(), BlockScales.COUNT));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  static AttentionLayout layout(DetectorConfig detector) {
    return new AttentionLayout(
        detector.window(), detector.globalBlocks(), detector.relativePositions());
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
    return pyramid.apply(encoder.apply(images, pyramid.blocks(), dropPath));
  }

  /**
   * Computes the gradients of a loss that was made of {@link #apply}'s maps.
   *
   * @param loss a scalar
   */
  public void backward(Tensor loss) {
    encoder.backward(loss);
  }
}
