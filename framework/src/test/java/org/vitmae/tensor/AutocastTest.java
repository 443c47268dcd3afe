package org.vitmae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class AutocastTest {
  @Test
  void productsAreBfloat16WhileItIsOpenAndOnlyThen() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      assertThat(productType()).isEqualTo(ScalarType.Float);
      try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
        assertThat(productType()).isEqualTo(ScalarType.BFloat16);
      }
      assertThat(productType()).isEqualTo(ScalarType.Float);
    }
  }

  @Test
  void fullPrecisionChangesNothing() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        Autocast autocast = new Autocast(Device.CPU, Precision.FP32)) {
      assertThat(productType()).isEqualTo(ScalarType.Float);
    }
  }

  @Test
  void closingAnInnerOneLeavesTheOuterOneOn() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      try (Autocast outer = new Autocast(Device.CPU, Precision.BF16)) {
        try (Autocast inner = new Autocast(Device.CPU, Precision.BF16)) {
          assertThat(productType()).isEqualTo(ScalarType.BFloat16);
        }
        assertThat(productType()).isEqualTo(ScalarType.BFloat16);
      }
      assertThat(productType()).isEqualTo(ScalarType.Float);
    }
  }

  @Test
  void aChangedWeightIsSeenByTheNextForwardPass() {
    try (Scope scope = new Scope();
        NamedParameters parameters = new NamedParameters()) {
      Tensor weight =
          parameters.add("w", Tensors.of(new float[] {1, 0, 0, 1}, Device.CPU, 2, 2), true);
      Tensor x = Tensors.of(new float[] {1, 2}, Device.CPU, 1, 2);
      assertThat(Tensors.toFloats(forward(x, weight))).containsExactly(1, 2);
      try (NoGrad noGrad = new NoGrad()) {
        weight.mul_(new Scalar(3));
      }
      assertThat(Tensors.toFloats(forward(x, weight))).containsExactly(3, 6);
    }
  }

  private static Tensor forward(Tensor x, Tensor weight) {
    try (Autocast autocast = new Autocast(Device.CPU, Precision.BF16)) {
      return torch.linear(x, weight);
    }
  }

  private static ScalarType productType() {
    Tensor ones = torch.ones(2, 2);
    return torch.matmul(ones, ones).scalar_type().intern();
  }
}
