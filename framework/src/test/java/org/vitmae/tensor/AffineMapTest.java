package org.vitmae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffineMapTest {
  private static final int IN = 12;
  private static final int OUT = 20;

  @BeforeEach
  void twoThreads() {
    ComputeThreads.configure(2);
  }

  @ParameterizedTest
  @CsvSource({
    "16, 197", // 16 images
    "4, 50", // 8 images of 25 rows
    "1, 131", // a prime number of rows
    "2, 3" // few rows
  })
  void isTheLinearMapWithItsGradients(int n, int rows) {
    try (Scope scope = new Scope()) {
      List<Tensor> expected = withGradients(torch::linear, n, rows, IN);
      List<Tensor> found = withGradients(AffineMap::apply, n, rows, IN);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(Tensors.shape(found.get(i))).isEqualTo(Tensors.shape(expected.get(i)));
        assertThat(largest(found.get(i).sub(expected.get(i))))
            .isLessThan(1e-5 * largest(expected.get(i)));
      }
    }
  }

  @Test
  void mapsRowsThatDoNotLieInOrderAndWithoutBias() {
    try (Scope scope = new Scope()) {
      Tensor x = values(IN, 160).t();
      Tensor weight = values(OUT, IN);
      Tensor found = AffineMap.apply(x, weight, new TensorOptional());
      assertThat(largest(found.sub(torch.matmul(x, weight.t())))).isLessThan(1e-5);
    }
  }

  @Test
  void convolvesManyRowsInFullPrecisionOnly() {
    assumeThat(torch.hasMKLDNN()).as("libtorch was built with oneDNN").isTrue();
    try (Scope scope = new Scope()) {
      Tensor weight = values(OUT, IN);
      assertThat(AffineMap.images(values(16, 197, IN), weight)).isEqualTo(16);
      assertThat(AffineMap.images(values(4, 50, IN), weight)).isEqualTo(8);
      assertThat(AffineMap.images(values(131, IN), weight)).isEqualTo(1);
      assertThat(AffineMap.images(values(23, IN), weight)).isZero();
      try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
        assertThat(AffineMap.images(values(16, 197, IN), weight)).isZero();
      }
    }
  }

  @Test
  void leavesASingleThreadToOpenBlas() {
    ComputeThreads.configure(1);
    try (Scope scope = new Scope()) {
      assertThat(AffineMap.images(values(16, 197, IN), values(OUT, IN))).isZero();
    }
  }

  /** Returns the map and the gradients of x, weight and bias, of a sum that weighs all values. */
  private static List<Tensor> withGradients(Map map, long... shape) {
    Tensor x = values(shape);
    Tensor weight = values(OUT, IN);
    Tensor bias = values(OUT);
    Tensor mapped = map.apply(x, weight, new TensorOptional(bias));
    mapped.mul(values(Tensors.shape(mapped))).sum().backward();
    return List.of(mapped, x.grad(), weight.grad(), bias.grad());
  }

  private static double largest(Tensor tensor) {
    return tensor.abs().max().item_double();
  }

  private static Tensor values(long... shape) {
    long count = LongStream.of(shape).reduce(1, (a, b) -> a * b);
    return torch
        .arange(new Scalar(count), Device.CPU.options(ScalarType.Float))
        .mul(new Scalar(0.7))
        .sin()
        .view(shape)
        .set_requires_grad(true);
  }

  private interface Map {
    Tensor apply(Tensor x, Tensor weight, TensorOptional bias);
  }
}
