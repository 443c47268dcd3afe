package org.vitmae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.data.Draws;

/**
 * Convolutions are right for channels that fill no whole vectors. Those of libtorch 2.10 were not:
 * the oneDNN in it, 3.7.1, wrote the zeros behind such channels into their neighbors, or not at
 * all.
 */
class LibtorchConvolutionTest {
  private static final int[] CHANNELS = {1, 3, 10, 24, 36, 43, 72, 108, 130};

  @ParameterizedTest
  @CsvSource({"1, Float, 1e-5", "3, Float, 1e-5", "1, BFloat16, 2e-2", "3, BFloat16, 2e-2"})
  void valuesAndGradientsAreThoseOf64Bits(int side, ScalarType type, double tolerance) {
    List<String> wrong = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      ComputeThreads.configure(threads);
      for (int in : new int[] {3, 12, 64}) {
        for (int out : CHANNELS) {
          for (boolean channelsLast : new boolean[] {true, false}) {
            wrong.addAll(compare(in, out, side, channelsLast, type, tolerance));
          }
        }
      }
    }
    ComputeThreads.configure(1);
    assertThat(wrong).isEmpty();
  }

  private static List<String> compare(
      int in, int out, int side, boolean channelsLast, ScalarType type, double tolerance) {
    try (Scope scope = new Scope()) {
      Tensor x = random("x", channelsLast, 2, in, 13, 7).to(type);
      Tensor weight = random("weight", false, out, in, side, side).to(type);
      Tensor slope = random("slope", channelsLast, 2, out, 13, 7).to(type);
      List<Tensor> got = run(x, weight, slope);
      List<Tensor> wanted =
          run(x.to(ScalarType.Double), weight.to(ScalarType.Double), slope.to(ScalarType.Double));
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < got.size(); i++) {
        Tensor want = wanted.get(i);
        double error = got.get(i).to(ScalarType.Double).sub(want).abs().max().item_double();
        if (!(error <= tolerance * want.abs().max().item_double())) {
          wrong.add(
              "%s of %d to %d channels, %s: %s"
                  .formatted(
                      List.of("values", "input's gradient", "weight's gradient").get(i),
                      in,
                      out,
                      channelsLast ? "channels last" : "channels first",
                      error));
        }
      }
      return wrong;
    }
  }

  /** Returns values, the gradient of the input and that of the weight. */
  private static List<Tensor> run(Tensor x, Tensor weight, Tensor slope) {
    Tensor input = x.detach().set_requires_grad(true);
    Tensor matrix = weight.detach().set_requires_grad(true);
    long[] one = {1, 1};
    long padding = weight.size(2) / 2;
    Tensor y =
        torch.conv2d(
            input, matrix, new TensorOptional(), one, new long[] {padding, padding}, one, 1);
    y.backward(slope, new BoolOptional(), false, new TensorArrayRefOptional());
    return List.of(y, input.grad(), matrix.grad());
  }

  private static Tensor random(
      String purpose, boolean channelsLast, int n, int channels, int height, int width) {
    float[] values = new float[n * channels * height * width];
    var random = Draws.of(1, purpose, channels, n);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return channelsLast
        ? Tensors.of(values, Device.CPU, n, height, width, channels).permute(0, 3, 1, 2)
        : Tensors.of(values, Device.CPU, n, channels, height, width);
  }
}
