package org.vitmae.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

/**
 * Measures layers on maps against libtorch's own at the sizes of a small segmenter, forward and
 * backward in bf16; docs/benchmarks.md quotes it. One thread and its own processor time, so that a
 * busy machine does not matter much.
 */
@Tag("slow")
class MapLayerSpeedTest {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final Device CPU = Device.select("cpu");
  private static final int REPEATS = 9;

  private final NamedParameters parameters = new NamedParameters();
  private final Weights weights = new Weights(parameters, CPU, 0);

  @BeforeAll
  static void oneThread() {
    ComputeThreads.configure(1);
  }

  @AfterEach
  void free() {
    parameters.close();
  }

  @Test
  void upscalingIsFasterThanATransposedConvolution() {
    Upscaling upscaling = Upscaling.create(weights, "up", 192, 192);
    try (Scope scope = new Scope()) {
      Tensor map = channelsLast(16, 192, 32);

      double ours = median("upscaling", () -> upscaling.apply(map));
      double stock =
          median(
              "transposed convolution",
              () ->
                  torch.conv_transpose2d(
                      map,
                      upscaling.weight(),
                      new TensorOptional(upscaling.bias()),
                      new long[] {2, 2},
                      new long[] {0, 0},
                      new long[] {0, 0},
                      1,
                      new long[] {1, 1}));

      assertThat(ours).isLessThan(stock);
    }
  }

  @Test
  void normalizingGroupsIsFasterThanWithChannelsSideBySide() {
    GroupNorm norm = GroupNorm.create(weights, "norm", 32);
    try (Scope scope = new Scope()) {
      Tensor map = channelsLast(16, 32, 64);

      double ours = median("group norm", () -> norm.apply(map));
      double stock =
          median(
              "stock group norm",
              () ->
                  torch.group_norm(
                      map,
                      norm.groups(),
                      new TensorOptional(norm.weight()),
                      new TensorOptional(norm.bias()),
                      1e-5,
                      false));

      assertThat(ours).isLessThan(stock);
    }
  }

  /** Returns a map [n, c, side, side] as layers hand it on: a cell's channels side by side. */
  private static Tensor channelsLast(long n, long c, long side) {
    return torch
        .randn(n, side, side, c)
        .to(ScalarType.BFloat16)
        .permute(0, 3, 1, 2)
        .set_requires_grad(true);
  }

  private static double median(String name, Supplier<Tensor> layer) {
    double[] millis = new double[REPEATS];
    for (int i = -REPEATS; i < REPEATS; i++) { // the first half warms up
      long start = CLOCK.getCurrentThreadCpuTime();
      try (Scope scope = new Scope()) {
        Tensor result;
        try (Autocast autocast = new Autocast(CPU, Precision.BF16)) {
          result = layer.get();
        }
        result.sum().backward();
      }
      millis[Math.max(0, i)] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf("%s: %.0f ms%n", name, millis[REPEATS / 2]);
    return millis[REPEATS / 2];
  }
}
