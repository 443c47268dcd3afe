package org.vitmae.segmentation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.maps.Bilinear;
import org.vitmae.maps.BlockScales;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/**
 * UPerNet's head: pyramid pooling of the coarsest of four scales, a path from coarse to fine, all
 * scales fused (Xiao et al. 2018, "Unified Perceptual Parsing for Scene Understanding", section
 * 3.1), as the MAE paper has it (He et al. 2021, section 5 and appendix A.4).
 */
final class UperHead implements Head {
  private static final int LATERALS = BlockScales.COUNT - 1;

  private final List<Integer> blocks;
  private final BlockScales scales;
  private final PyramidPooling pooling;
  private final List<NormedConvolution> laterals;
  private final List<NormedConvolution> outputs;
  private final NormedConvolution fuse;
  private final Convolution classify;

  /** Makes the layers; {@code shape.depth()} must be a multiple of 4. */
  UperHead(Weights weights, HeadShape shape) {
    int channels = shape.channels();
    this.blocks = BlockScales.blocks(shape.depth());
    this.scales = new BlockScales(weights.child("scales"), shape.width());
    this.pooling = new PyramidPooling(weights.child("pooling"), shape.width(), channels);
    this.laterals =
        IntStream.range(0, LATERALS)
            .mapToObj(
                i -> NormedConvolution.create(weights, "lateral" + i, shape.width(), channels, 1))
            .toList();
    this.outputs =
        IntStream.range(0, LATERALS)
            .mapToObj(i -> NormedConvolution.create(weights, "output" + i, channels, channels, 3))
            .toList();
    this.fuse =
        NormedConvolution.create(weights, "fuse", BlockScales.COUNT * channels, channels, 3);
    this.classify = shape.classifier(weights, channels);
  }

  /** Returns the cost for an image of {@code patches} patches. */
  static LayerCost cost(HeadShape shape, int patches) {
    int channels = shape.channels();
    List<Double> cells =
        BlockScales.CELLS_PER_PATCH.stream().map(perPatch -> perPatch * patches).toList();
    LayerCost cost =
        BlockScales.cost(shape.width(), patches)
            .plus(PyramidPooling.cost(shape.width(), channels, cells.get(LATERALS)))
            .plus(NormedConvolution.cost(BlockScales.COUNT * channels, channels, 3, cells.get(0)))
            .plus(shape.classifierCost(channels, cells.get(0)));
    for (int i = 0; i < LATERALS; i++) {
      cost =
          cost.plus(NormedConvolution.cost(shape.width(), channels, 1, cells.get(i)))
              .plus(NormedConvolution.cost(channels, channels, 3, cells.get(i)));
    }
    return cost;
  }

  @Override
  public List<Integer> blocks() {
    return blocks;
  }

  @Override
  public Tensor apply(List<Tensor> maps, ChannelDropout dropout) {
    List<Tensor> levels = scales.apply(maps);
    Tensor coarser = pooling.apply(levels.get(LATERALS));
    List<Tensor> merged = new ArrayList<>(List.of(coarser));
    for (int i = LATERALS - 1; i >= 0; i--) {
      Tensor own = laterals.get(i).apply(levels.get(i));
      coarser = own.add(Bilinear.resizeLike(coarser, own));
      merged.add(0, outputs.get(i).apply(coarser));
    }
    Tensor finest = merged.get(0);
    Tensor[] same =
        merged.stream().map(level -> Bilinear.resizeLike(level, finest)).toArray(Tensor[]::new);
    Tensor fused = fuse.apply(torch.cat(new TensorVector(same), 1));
    return classify.apply(dropout.apply("classify", fused));
  }
}
