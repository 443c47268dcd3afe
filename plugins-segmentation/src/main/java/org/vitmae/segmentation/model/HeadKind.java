package org.vitmae.segmentation.model;

import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/** The heads that a Vision Transformer tells classes of pixels with. */
public enum HeadKind {
  /** A linear map of the last block's patches. */
  PER_PIXEL(false, false) {
    @Override
    Head create(Weights weights, HeadShape shape) {
      return new PerPixelHead(weights, shape);
    }

    @Override
    LayerCost cost(HeadShape shape, int patches) {
      return PerPixelHead.cost(shape, patches);
    }
  },
  /** The last block's map, doubled step by step. */
  PROGRESSIVE(false, false) {
    @Override
    Head create(Weights weights, HeadShape shape) {
      return new ProgressiveHead(weights, shape);
    }

    @Override
    LayerCost cost(HeadShape shape, int patches) {
      return ProgressiveHead.cost(shape, patches);
    }
  },
  /** A feature pyramid of four blocks, added up. */
  FPN(true, false) {
    @Override
    Head create(Weights weights, HeadShape shape) {
      return new FpnHead(weights, shape);
    }

    @Override
    LayerCost cost(HeadShape shape, int patches) {
      return FpnHead.cost(shape, patches);
    }
  },
  /** A feature pyramid of four blocks with pyramid pooling, fused, and an auxiliary head. */
  UPERNET(true, true) {
    @Override
    Head create(Weights weights, HeadShape shape) {
      return new UperHead(weights, shape);
    }

    @Override
    LayerCost cost(HeadShape shape, int patches) {
      return UperHead.cost(shape, patches);
    }
  };

  private final boolean fourScales;
  private final boolean auxiliary;

  HeadKind(boolean fourScales, boolean auxiliary) {
    this.fourScales = fourScales;
    this.auxiliary = auxiliary;
  }

  /** Tells whether maps of four blocks are brought to four scales. */
  boolean fourScales() {
    return fourScales;
  }

  /** Tells whether a second head teaches the encoder. */
  boolean auxiliary() {
    return auxiliary;
  }

  abstract Head create(Weights weights, HeadShape shape);

  /** Returns the cost for an image of {@code patches} patches. */
  abstract LayerCost cost(HeadShape shape, int patches);
}
