package org.vitmae.detection.evaluation;

import org.vitmae.data.Box;

/** A rectangle, in pixels. */
public record BoxRegion(double x, double y, double width, double height) implements Region {
  /** Returns the rectangle of an object. */
  public static BoxRegion of(Box object) {
    return new BoxRegion(
        object.x1(), object.y1(), object.x2() - object.x1(), object.y2() - object.y1());
  }

  @Override
  public double area() {
    return width * height;
  }

  @Override
  public double overlap(Region truth, boolean crowd) {
    if (!(truth instanceof BoxRegion other)) {
      throw new IllegalArgumentException("a box is compared with boxes only, got " + truth);
    }
    double common = intersection(other);
    return common == 0 ? 0 : common / (crowd ? area() : area() + other.area() - common);
  }

  private double intersection(BoxRegion other) {
    double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    return across > 0 && down > 0 ? across * down : 0;
  }

  /** Tells whether two boxes have a point in common. */
  boolean touches(BoxRegion other) {
    return intersection(other) > 0;
  }
}
