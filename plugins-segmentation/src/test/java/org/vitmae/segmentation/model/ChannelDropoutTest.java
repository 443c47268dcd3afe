package org.vitmae.segmentation.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class ChannelDropoutTest {
  private static final int CHANNELS = 64;

  private Scope scope;
  private Tensor ones;

  @BeforeEach
  void open() {
    scope = new Scope();
    float[] values = new float[2 * CHANNELS];
    Arrays.fill(values, 1);
    ones = Tensors.of(values, Device.CPU, 2, CHANNELS, 1, 1);
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static float[] apply(ChannelDropout dropout, String layer, Tensor x) {
    return Tensors.toFloats(dropout.apply(layer, x));
  }

  private static ChannelDropout of(int epoch, long... ids) {
    return new ChannelDropout(0.25, 5, epoch, ids);
  }

  @Test
  void leavesOutChannelsAndScalesUpTheOthers() {
    assertThat(apply(of(3, 7, 9), "layer", ones)).containsOnly(0, 1 / 0.75f).contains(0, 1 / 0.75f);
    assertThat(apply(ChannelDropout.NONE, "layer", ones)).containsOnly(1);
  }

  @Test
  void isAFunctionOfEpochImageAndLayer() {
    float[] batch = apply(of(3, 7, 9), "layer", ones);
    float[] alone = apply(of(3, 9), "layer", ones.narrow(0, 1, 1));

    assertThat(Arrays.copyOfRange(batch, CHANNELS, 2 * CHANNELS)).isEqualTo(alone);
    assertThat(apply(of(4, 7, 9), "layer", ones)).isNotEqualTo(batch);
    assertThat(apply(of(3, 7, 9), "other", ones)).isNotEqualTo(batch);
  }
}
