package org.vitmae.segmentation.model;

import java.util.Optional;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.SegmenterConfig;
import org.vitmae.maps.BlockScales;
import org.vitmae.maps.LayerCost;
import org.vitmae.maps.MapEncoder;
import org.vitmae.maps.TrainingCost;
import org.vitmae.model.AttentionLayout;
import org.vitmae.model.MapEncoderCost;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.Weights;

/**
 * All that a segmenter is made of, which tells what it costs without making it.
 *
 * @param classes to tell apart
 */
public record SegmenterPlan(
    HeadKind head, ModelConfig model, PatchGrid grid, SegmenterConfig config, int classes) {
  private static final int LEAST_PATCHES = 2;

  /**
   * Checks that head and encoder fit.
   *
   * @throws ConfigException if a head of four scales has too few blocks or patches
   */
  public SegmenterPlan {
    if (head.fourScales() && model.depth() % BlockScales.COUNT != 0) {
      throw new ConfigException(
          "protocols fpn and upernet read %d blocks at equal distances, but model.depth is %d; choose a multiple of %d, or protocol per-pixel or progressive."
              .formatted(BlockScales.COUNT, model.depth(), BlockScales.COUNT));
    }
    if (head.fourScales() && Math.min(grid.rows(), grid.columns()) < LEAST_PATCHES) {
      throw new ConfigException(
          "protocols fpn and upernet need images of %d x %d patches at least, got %d x %d; enlarge data.image-height and data.image-width, or choose protocol per-pixel or progressive."
              .formatted(LEAST_PATCHES, LEAST_PATCHES, grid.rows(), grid.columns()));
    }
  }

  /** Returns K: one score per class, and one of the relief if objects are told apart. */
  public int scores() {
    return config.scores(classes);
  }

  /**
   * Makes the segmenter; the encoder's tensors have the names of the reference, all others start
   * with {@code head.}.
   */
  public Segmenter create(Weights weights) {
    MapEncoder encoder =
        MapEncoder.create(weights, model, grid, layout(), config.activationCheckpointing());
    Weights own = weights.child("head");
    return new Segmenter(
        encoder,
        head.create(own, shape()),
        hasAuxiliary()
            ? Optional.of(
                new Segmenter.Auxiliary(
                    new FcnHead(own.child("auxiliary"), shape()), config.auxiliaryWeight()))
            : Optional.empty());
  }

  /** Tells whether a tensor of a segmenter is part of a pretrained encoder. */
  public static boolean isPretrained(String name) {
    return !name.startsWith("head.");
  }

  /** Returns what training costs, by arithmetic alone. */
  public TrainingCost cost() {
    LayerCost layers = head.cost(shape(), grid.length());
    return TrainingCost.of(
        MapEncoderCost.of(model, grid, layout()),
        hasAuxiliary() ? layers.plus(FcnHead.cost(shape(), grid.length())) : layers,
        config.activationCheckpointing());
  }

  private boolean hasAuxiliary() {
    return head.auxiliary() && config.auxiliaryWeight() > 0;
  }

  private AttentionLayout layout() {
    return new AttentionLayout(0, 0, config.relativePositions());
  }

  private HeadShape shape() {
    return new HeadShape(
        model.embedDim(), model.depth(), model.patchSize(), config.channels(), scores());
  }
}
