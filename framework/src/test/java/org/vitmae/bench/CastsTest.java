package org.vitmae.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.bench.Casts.Blocks;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;

class CastsTest {
  @Test
  void weightsAndBlocksBothTakeTime() {
    try (NamedParameters weights = new NamedParameters()) {
      double nothing = new Casts(weights, List.of(), Device.CPU).millis();
      double blocks = new Casts(weights, List.of(new Blocks(20, 4, 50, 192)), Device.CPU).millis();
      new Weights(weights, Device.CPU, 0).constant("weight", 1, 1000, 1000);
      double weight = new Casts(weights, List.of(), Device.CPU).millis();
      assertThat(nothing).isLessThan(blocks).isLessThan(weight);
    }
  }
}
