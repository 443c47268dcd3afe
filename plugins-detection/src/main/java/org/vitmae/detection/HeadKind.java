package org.vitmae.detection;

import org.vitmae.config.DetectorConfig;
import org.vitmae.detection.model.Detector;
import org.vitmae.detection.model.FcosConfig;
import org.vitmae.detection.model.FcosDetector;
import org.vitmae.detection.model.HeadCost;
import org.vitmae.detection.model.HeadDesign;
import org.vitmae.detection.model.TwoStageConfig;
import org.vitmae.detection.model.TwoStageDetector;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/** The heads that a Vision Transformer finds objects with. */
enum HeadKind {
  /** One stage, no anchors, boxes only. */
  FCOS(false) {
    @Override
    Detector create(Weights weights, DetectorConfig config, int classes) {
      return new FcosDetector(weights, fcos(config, classes));
    }

    @Override
    LayerCost cost(DetectorConfig config, int classes, int patches) {
      return HeadCost.of(fcos(config, classes), patches);
    }
  },
  /** Proposals, then boxes. */
  FASTER_RCNN(false),
  /** Proposals, then boxes and masks. */
  MASK_RCNN(true);

  private final boolean masks;

  HeadKind(boolean masks) {
    this.masks = masks;
  }

  /** Tells whether objects are outlined. */
  boolean masks() {
    return masks;
  }

  Detector create(Weights weights, DetectorConfig config, int classes) {
    return new TwoStageDetector(weights, twoStage(config, classes));
  }

  LayerCost cost(DetectorConfig config, int classes, int patches) {
    return HeadCost.of(twoStage(config, classes), patches);
  }

  private static FcosConfig fcos(DetectorConfig config, int classes) {
    return FcosConfig.of(classes, config.channels(), config.towerDepth(), config.maxDetections());
  }

  private TwoStageConfig twoStage(DetectorConfig config, int classes) {
    return TwoStageConfig.of(
        classes,
        config.channels(),
        config.hiddenWidth(),
        masks,
        switch (config.heads()) {
          case FPN -> HeadDesign.FPN;
          case VITDET -> HeadDesign.VITDET;
        },
        config.smallestAnchor(),
        config.maxDetections());
  }
}
