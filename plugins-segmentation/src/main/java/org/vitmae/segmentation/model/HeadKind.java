package org.vitmae.segmentation.model;

import java.util.function.BiFunction;
import org.vitmae.maps.LayerCost;
import org.vitmae.model.Weights;

/** The heads that a Vision Transformer tells classes of pixels with. */
public enum HeadKind {
  /** A linear map of the last block's patches. */
  PER_PIXEL(false, false, PerPixelHead::new, PerPixelHead::cost),
  /** The last block's map, doubled step by step. */
  PROGRESSIVE(false, false, ProgressiveHead::new, ProgressiveHead::cost),
  /** A feature pyramid of four blocks, added up. */
  FPN(true, false, FpnHead::new, FpnHead::cost),
  /** A feature pyramid of four blocks with pyramid pooling, fused, and an auxiliary head. */
  UPERNET(true, true, UperHead::new, UperHead::cost);

  private final boolean fourScales;
  private final boolean auxiliary;
  private final BiFunction<Weights, HeadShape, Head> head;
  private final ToLayerCost cost;

  /** What a head costs for an image of so many patches. */
  private interface ToLayerCost {
    LayerCost of(HeadShape shape, int patches);
  }

  HeadKind(
      boolean fourScales,
      boolean auxiliary,
      BiFunction<Weights, HeadShape, Head> head,
      ToLayerCost cost) {
    this.fourScales = fourScales;
    this.auxiliary = auxiliary;
    this.head = head;
    this.cost = cost;
  }

  /** Tells whether maps of four blocks are brought to four scales. */
  boolean fourScales() {
    return fourScales;
  }

  /** Tells whether a second head teaches the encoder. */
  boolean auxiliary() {
    return auxiliary;
  }

  Head create(Weights weights, HeadShape shape) {
    return head.apply(weights, shape);
  }

  /** Returns the cost for an image of {@code patches} patches. */
  LayerCost cost(HeadShape shape, int patches) {
    return cost.of(shape, patches);
  }
}
