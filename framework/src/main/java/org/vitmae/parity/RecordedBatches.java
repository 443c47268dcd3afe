package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.masking.Mask;

/**
 * The images and masks of a recorded training run ({@code adamw}).
 *
 * @param config of the run
 */
public record RecordedBatches(Safetensors tensors, JsonNode config) implements AutoCloseable {
  /** Returns the sizes of the images of a step, [N, C, H, W]. */
  public long[] shape() {
    return Arrays.copyOfRange(tensors.shape("imgs"), 1, 5);
  }

  /** Returns the images of a step, normalized, [N, C, H, W]; every epoch has the same ones. */
  public float[] imgs(int step) {
    int inEpoch = step % config.get("steps_per_epoch").asInt();
    return row(
        tensors.floats("imgs"),
        inEpoch,
        (int) Arrays.stream(shape()).reduce(1, Math::multiplyExact));
  }

  /** Returns the masks of a step. */
  public Mask mask(int step) {
    long[] shape = tensors.shape("noise");
    int images = (int) shape[1];
    int patches = (int) shape[2];
    float[] noise = row(tensors.floats("noise"), step, images * patches);
    return Mask.fromNoise(noise, images, patches, config.get("mask_ratio").asDouble());
  }

  private static float[] row(float[] rows, int which, int size) {
    return Arrays.copyOfRange(rows, which * size, (which + 1) * size);
  }

  @Override
  public void close() {
    tensors.close();
  }
}
