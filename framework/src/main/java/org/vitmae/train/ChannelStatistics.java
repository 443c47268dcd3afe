package org.vitmae.train;

import java.util.List;
import org.vitmae.config.DataConfig;

/**
 * Converts between bytes and normalized pixel values on the host.
 *
 * @param mean of each channel, on the scale 0 to 1
 * @param std likewise
 */
public record ChannelStatistics(List<Double> mean, List<Double> std) {
  /** Returns the statistics that a data set is normalized by. */
  public static ChannelStatistics of(DataConfig data) {
    return new ChannelStatistics(data.mean(), data.std());
  }

  double normalize(byte pixel, int channel) {
    return ((pixel & 0xff) / 255.0 - mean.get(channel)) / std.get(channel);
  }

  byte toByte(double value, int channel) {
    double pixel = 255 * (value * std.get(channel) + mean.get(channel));
    return (byte) Math.round(Math.max(0, Math.min(255, pixel)));
  }
}
