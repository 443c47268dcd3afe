package org.vitmae.data;

import java.util.Locale;

/** Outlines of the generator's classes, within a circle of radius 1. */
enum SceneShape {
  CIRCLE {
    @Override
    double distance(double x, double y) {
      return Math.sqrt(x * x + y * y) - 0.9;
    }
  },
  SQUARE(regular(4, 1, 1)),
  TRIANGLE(regular(3, 1, 1)),
  STAR(regular(5, 1, 0.45)),
  CROSS(
      -0.3, -0.95, 0.3, -0.95, 0.3, -0.3, 0.95, -0.3, 0.95, 0.3, 0.3, 0.3, 0.3, 0.95, -0.3, 0.95,
      -0.3, 0.3, -0.95, 0.3, -0.95, -0.3, -0.3, -0.3),
  RING {
    @Override
    double distance(double x, double y) {
      return Math.abs(Math.sqrt(x * x + y * y) - 0.72) - 0.22;
    }
  },
  CRESCENT {
    @Override
    double distance(double x, double y) {
      double bite = Math.sqrt((x - 0.5) * (x - 0.5) + y * y) - 0.75;
      return Math.max(Math.sqrt(x * x + y * y) - 0.95, -bite);
    }
  },
  ARROW(0, -1, 0.75, -0.1, 0.28, -0.1, 0.28, 0.95, -0.28, 0.95, -0.28, -0.1, -0.75, -0.1),
  BAR(-0.25, -0.97, 0.25, -0.97, 0.25, 0.97, -0.25, 0.97),
  HOURGLASS(-0.7, -0.7, 0.7, -0.7, 0.1, 0, 0.7, 0.7, -0.7, 0.7, -0.1, 0);

  /** x and y of each corner in turn. */
  private final double[] corners;

  SceneShape(double... corners) {
    this.corners = corners;
  }

  /** Returns the distance to the outline, negative inside. */
  double distance(double x, double y) {
    double nearest = Double.MAX_VALUE;
    boolean inside = false;
    double ax = corners[corners.length - 2];
    double ay = corners[corners.length - 1];
    for (int i = 0; i < corners.length; i += 2) {
      double bx = corners[i];
      double by = corners[i + 1];
      double dx = bx - ax;
      double dy = by - ay;
      double along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
      double t = Math.max(0, Math.min(1, along));
      double ex = x - ax - t * dx;
      double ey = y - ay - t * dy;
      nearest = Math.min(nearest, ex * ex + ey * ey);
      // A ray to the right crosses the outline an odd number of times from inside.
      if ((ay > y) != (by > y) && x < ax + (y - ay) * dx / dy) {
        inside = !inside;
      }
      ax = bx;
      ay = by;
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
  }

  /** Returns the class name. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Corners at equal angles; with an inner radius of its own a notch between any two. */
  private static double[] regular(int points, double outer, double inner) {
    int count = outer == inner ? points : 2 * points;
    double[] corners = new double[2 * count];
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * i / count;
      double radius = i % 2 == 0 || outer == inner ? outer : inner;
      corners[2 * i] = radius * StrictMath.sin(angle);
      corners[2 * i + 1] = -radius * StrictMath.cos(angle);
    }
    return corners;
  }
}
