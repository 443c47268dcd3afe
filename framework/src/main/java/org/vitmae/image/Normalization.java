package org.vitmae.image;

import java.util.List;

/**
 * Brings pixels to the scale a model sees, {@code (pixel / 255 - mean) / std}, and back.
 *
 * @param mean mean of each channel on the scale 0 to 1
 * @param std standard deviation of each channel
 */
public record Normalization(List<Double> mean, List<Double> std) {
  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != std.size()) {
      throw new IllegalArgumentException(
          "mean and std must have one value per channel, got %s and %s".formatted(mean, std));
    }
  }

  /**
   * Returns the normalized values in single precision, channel by channel: [C, H, W].
   *
   * @throws IllegalArgumentException if the image has another number of channels
   */
  public float[] apply(Image image) {
    if (image.channels() != mean.size()) {
      throw new IllegalArgumentException(
          "normalization is for %d channels, the image has %d"
              .formatted(mean.size(), image.channels()));
    }
    int area = image.height() * image.width();
    byte[] pixels = image.pixels();
    float[] values = new float[area * image.channels()];
    for (int c = 0; c < image.channels(); c++) {
      float center = mean.get(c).floatValue();
      float spread = std.get(c).floatValue();
      for (int i = 0; i < area; i++) {
        float share = (pixels[i * image.channels() + c] & 0xff) / 255f;
        values[c * area + i] = (share - center) / spread;
      }
    }
    return values;
  }

  /** Returns the normalized value of a pixel's channel, in double precision. */
  public double normalize(byte pixel, int channel) {
    return ((pixel & 0xff) / 255.0 - mean.get(channel)) / std.get(channel);
  }

  /** Returns the nearest pixel to a normalized value. */
  public byte toByte(double value, int channel) {
    double pixel = 255 * (value * std.get(channel) + mean.get(channel));
    return (byte) Math.round(Math.max(0, Math.min(255, pixel)));
  }
}
