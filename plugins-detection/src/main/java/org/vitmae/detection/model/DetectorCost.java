package org.vitmae.detection.model;

import org.vitmae.config.DetectorConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.maps.LayerCost;
import org.vitmae.maps.TrainingCost;
import org.vitmae.model.MapEncoderCost;
import org.vitmae.model.PatchGrid;

/** What a {@link VitBackbone} with a head costs, by arithmetic alone. */
public final class DetectorCost {
  private DetectorCost() {}

  /**
   * Counts a backbone with a head.
   *
   * @param head the head's own cost
   * @throws org.vitmae.config.ConfigException as {@link VitBackbone#create}
   */
  public static TrainingCost of(
      ModelConfig model, PatchGrid grid, DetectorConfig detector, LayerCost head) {
    VitBackbone.check(model, detector);
    LayerCost pyramid =
        switch (detector.pyramid()) {
          case SIMPLE -> SimplePyramid.cost(model.embedDim(), detector.channels(), grid.length());
          case BLOCKS -> BlockPyramid.cost(model.embedDim(), detector.channels(), grid.length());
        };
    return TrainingCost.of(
        MapEncoderCost.of(model, grid, VitBackbone.layout(detector)),
        pyramid.plus(head),
        detector.activationCheckpointing());
  }
}
