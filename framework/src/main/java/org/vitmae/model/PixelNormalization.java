package org.vitmae.model;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.config.DataConfig;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * Turns bytes of patches into numbers of mean 0 and deviation 1 per channel: (x / 255 - mean) /
 * std.
 */
public final class PixelNormalization implements AutoCloseable {
  /** Leaves values as they are. */
  public static final PixelNormalization NONE = new PixelNormalization(Optional.empty());

  private final Optional<NamedParameters> tables;

  private PixelNormalization(Optional<NamedParameters> tables) {
    this.tables = tables;
  }

  /** Makes the normalization of a data set for patches of {@code patchSize} on a device. */
  public static PixelNormalization of(DataConfig data, int patchSize, Device device) {
    int channels = data.channels();
    float[] scale = new float[patchSize * patchSize * channels];
    float[] shift = new float[scale.length];
    for (int i = 0; i < scale.length; i++) {
      double mean = data.mean().get(i % channels);
      double std = data.std().get(i % channels);
      scale[i] = (float) (1 / (255 * std));
      shift[i] = (float) (-mean / std);
    }
    NamedParameters tables = new NamedParameters();
    try (Scope scope = new Scope()) {
      tables.add("scale", Tensors.of(scale, device, scale.length), false);
      tables.add("shift", Tensors.of(shift, device, shift.length), false);
    }
    return new PixelNormalization(Optional.of(tables));
  }

  /** Maps patches [..., P * P * C] of bytes to floats. */
  Tensor apply(Tensor patches) {
    return tables
        .map(
            t ->
                torch.addcmul(
                    t.get("shift"), patches.to(ScalarType.Float), t.get("scale"), new Scalar(1)))
        .orElse(patches);
  }

  @Override
  public void close() {
    tables.ifPresent(NamedParameters::close);
  }
}
