package org.vitmae.image;

/**
 * Turns hues and scales saturations in HSV; values and gray pixels stay as they are.
 *
 * @param turn of the hue, as a part of the circle
 * @param factor of the saturation, which is 1 at most afterwards
 */
record HueSaturation(double turn, double factor) {
  /** The circle of hues in sixths, from red over green to blue. */
  private static final int SIXTHS = 6;

  /** Returns the changed image, [H, W, 3]. */
  Image apply(Image image) {
    byte[] in = image.pixels();
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i += 3) {
      int red = in[i] & 0xff;
      int green = in[i + 1] & 0xff;
      int blue = in[i + 2] & 0xff;
      int value = Math.max(red, Math.max(green, blue));
      int range = value - Math.min(red, Math.min(green, blue));
      if (range == 0) {
        System.arraycopy(in, i, out, i, 3);
        continue;
      }
      float hue = hue(red, green, blue, value, range) + (float) (SIXTHS * turn);
      float wider = Math.min(value, (float) (range * factor)); // saturation times value
      out[i] = channel(value, wider, hue + 5);
      out[i + 1] = channel(value, wider, hue + 3);
      out[i + 2] = channel(value, wider, hue + 1);
    }
    return new Image(image.height(), image.width(), 3, out);
  }

  private static float hue(int red, int green, int blue, int value, int range) {
    if (value == red) {
      return (float) (green - blue) / range;
    }
    return value == green ? 2 + (float) (blue - red) / range : 4 + (float) (red - green) / range;
  }

  /** Returns {@code value - range * max(0, min(k, 4 - k, 1))} with k the place on the circle. */
  private static byte channel(int value, float range, float place) {
    float k = place % SIXTHS;
    k = k < 0 ? k + SIXTHS : k;
    float below = Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    return (byte) Math.round(value - range * below);
  }
}
