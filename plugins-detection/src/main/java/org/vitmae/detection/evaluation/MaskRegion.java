package org.vitmae.detection.evaluation;

import org.vitmae.data.RunLengths;

/**
 * Pixels of an image.
 *
 * @param area their number
 * @param bounds their tight box; masks whose boxes do not meet need no comparison
 */
public record MaskRegion(RunLengths mask, double area, BoxRegion bounds) implements Region {
  /** Returns the region of a mask. */
  public static MaskRegion of(RunLengths mask) {
    double[] box = mask.bounds();
    return new MaskRegion(mask, mask.area(), new BoxRegion(box[0], box[1], box[2], box[3]));
  }

  @Override
  public double overlap(Region truth, boolean crowd) {
    if (!(truth instanceof MaskRegion other)) {
      throw new IllegalArgumentException("a mask is compared with masks only, got " + truth);
    }
    if (!bounds.touches(other.bounds)) {
      return 0;
    }
    double common = mask.intersection(other.mask);
    return common == 0 ? 0 : common / (crowd ? area : area + other.area - common);
  }
}
