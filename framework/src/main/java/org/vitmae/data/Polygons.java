package org.vitmae.data;

import java.util.List;

/**
 * An object's outline: the union of polygons, each {@code x0, y0, x1, y1, ...} in pixels with at
 * least three corners.
 *
 * <p>Corners may lie outside the image; what is drawn is the part inside.
 */
public record Polygons(List<double[]> rings) implements InstanceMask {
  /** Fewer numbers are not three corners. */
  static final int LEAST_NUMBERS = 6;

  public Polygons {
    rings = List.copyOf(rings);
    for (double[] ring : rings) {
      if (ring.length < LEAST_NUMBERS || ring.length % 2 != 0) {
        throw new IllegalArgumentException(
            "a polygon needs three or more corners of two numbers each, got %d numbers"
                .formatted(ring.length));
      }
    }
    if (rings.isEmpty()) {
      throw new IllegalArgumentException("an outline needs at least one polygon");
    }
  }

  @Override
  public RunLengths raster(int height, int width) {
    return rings.stream()
        .map(ring -> PolygonRaster.draw(ring, height, width))
        .reduce(RunLengths::union)
        .orElseThrow();
  }
}
