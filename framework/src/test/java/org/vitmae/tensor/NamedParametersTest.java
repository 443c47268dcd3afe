package org.vitmae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamedParametersTest {
  private final NamedParameters parameters = new NamedParameters();

  @AfterEach
  void free() {
    parameters.close();
  }

  @Test
  void keepsOrderAndTellsWhatIsTrainable() {
    parameters.add("b", tensor(), true);
    parameters.add("table", tensor(), false);
    parameters.add("a", tensor(), true);

    assertThat(parameters.names()).containsExactly("b", "table", "a");
    assertThat(parameters.trainable()).containsExactly("b", "a");

    parameters.setTrainable("b", false);
    assertThat(parameters.trainable()).containsExactly("a");
  }

  @Test
  void outlivesTheScopeItWasMadeInAndIsFreedByClose() {
    Tensor tensor;
    try (Scope scope = new Scope()) {
      tensor = parameters.add("w", tensor(), true);
    }
    assertThat(Tensors.toFloats(parameters.get("w"))).containsExactly(1, 2);

    parameters.close();
    assertThat(tensor.isNull()).isTrue();
    assertThatThrownBy(parameters::names)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aNameCanBeUsedOnce() {
    parameters.add("w", tensor(), true);
    assertThatThrownBy(() -> parameters.add("w", tensor(), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is a parameter named 'w' already");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    parameters.add("weight", tensor(), true);
    parameters.add("bias", tensor(), true);
    assertThatThrownBy(() -> parameters.get("wieght"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no parameter is named 'wieght'; the names are [weight, bias]");
  }

  @Test
  void namesCannotBeChangedFromOutside() {
    parameters.add("w", tensor(), true);
    assertThatThrownBy(() -> parameters.names().remove("w"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Tensor tensor() {
    return Tensors.of(new float[] {1, 2}, Device.CPU, 2);
  }
}
