package org.vitmae.data;

import java.util.random.RandomGenerator;

/**
 * A pattern of two colors over the plane.
 *
 * @param from first color, as red, green and blue
 * @param to second color
 * @param cos direction, divided by the period in pixels
 * @param sin direction, divided by the period in pixels
 * @param shift where the pattern starts
 * @param grain picks the values of {@link Pattern#CLOUDS}
 */
@SuppressWarnings("ArrayRecordComponent")
record SceneTexture(
    Pattern pattern, float[] from, float[] to, double cos, double sin, double shift, int grain) {
  private static final double LEAST_CONTRAST = 100;
  private static final int ATTEMPTS = 16;

  /** Kinds of textures. */
  enum Pattern {
    GRADIENT,
    STRIPES,
    CHECKS,
    CLOUDS
  }

  /** Draws a texture for an image whose shorter side is {@code side} pixels. */
  static SceneTexture draw(RandomGenerator random, double side) {
    Pattern pattern = Pattern.values()[random.nextInt(Pattern.values().length)];
    double share =
        pattern == Pattern.GRADIENT
            ? 1 + 2 * random.nextDouble()
            : 0.12 + 0.28 * random.nextDouble();
    double period = Math.max(4, share * side);
    double angle = 2 * Math.PI * random.nextDouble();
    float[] from = new float[3];
    float[] to = new float[3];
    for (int c = 0; c < 3; c++) {
      from[c] = 20 + 215 * random.nextFloat();
      float step = (20 + 60 * random.nextFloat()) * (random.nextBoolean() ? 1 : -1);
      to[c] = Math.max(0, Math.min(255, from[c] + step));
    }
    return new SceneTexture(
        pattern,
        from,
        to,
        StrictMath.cos(angle) / period,
        StrictMath.sin(angle) / period,
        random.nextDouble(),
        random.nextInt());
  }

  /** Draws a texture that stands out from another one's colors. */
  static SceneTexture drawAgainst(SceneTexture ground, RandomGenerator random, double side) {
    SceneTexture texture = draw(random, side);
    for (int i = 1; i < ATTEMPTS && texture.contrast(ground) < LEAST_CONTRAST; i++) {
      texture = draw(random, side);
    }
    return texture;
  }

  private double contrast(SceneTexture other) {
    return Math.min(
        Math.min(distance(from, other.from), distance(from, other.to)),
        Math.min(distance(to, other.from), distance(to, other.to)));
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return Math.sqrt(sum);
  }

  /** Returns how much of the second color there is at a point, 0 to 1. */
  float mix(double x, double y) {
    double u = x * cos + y * sin + shift;
    double v = y * cos - x * sin + shift;
    return (float)
        switch (pattern) {
          case GRADIENT -> 0.5 + 0.5 * wave(u);
          case STRIPES -> 0.5 + 0.5 * steep(wave(u));
          case CHECKS -> 0.5 + 0.5 * steep(wave(u)) * steep(wave(v));
          case CLOUDS -> 0.65 * noise(2 * u, 2 * v) + 0.35 * noise(5 * u, 5 * v);
        };
  }

  /** A triangle wave of period 1 between -1 and 1. */
  private static double wave(double t) {
    return Math.abs((t - Math.floor(t)) * 4 - 2) - 1;
  }

  private static double steep(double value) {
    return Math.max(-1, Math.min(1, 3 * value));
  }

  /** Random values on a grid of step 1, joined smoothly. */
  private double noise(double u, double v) {
    int column = (int) Math.floor(u);
    int row = (int) Math.floor(v);
    double s = smooth(u - column);
    double t = smooth(v - row);
    double top = value(column, row) * (1 - s) + value(column + 1, row) * s;
    double bottom = value(column, row + 1) * (1 - s) + value(column + 1, row + 1) * s;
    return top * (1 - t) + bottom * t;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private double value(int column, int row) {
    int hash = grain ^ column * 0x9e3779b1 ^ row * 0x85ebca77;
    hash = (hash ^ hash >>> 15) * 0x2c1b3c6d;
    hash = (hash ^ hash >>> 12) * 0x297a2d39;
    return (hash >>> 16 & 0xffff) / 65535.0;
  }
}
