package org.vitmae.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

class ArmPlanTest {
  private static ArmPlan plan(long parameters, long trained, double flops) {
    return new ArmPlan("java", Device.CPU, Precision.FP32, parameters, trained, flops);
  }

  @Test
  void anArmWithoutTrainedWeightsOnlyLooks() {
    assertThat(plan(5, 0, 1).trains()).isFalse();
    assertThat(plan(5, 5, 0).trains()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 1", "5, 6, 1", "5, -1, 1", "5, 5, NaN", "5, 5, -1", "5, 5, Infinity"})
  void sizesThatNoReportCouldCountAreRefused(long parameters, long trained, double flops) {
    assertThatThrownBy(() -> plan(parameters, trained, flops))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got %d, %d and %s", parameters, trained, flops);
  }

  @Test
  void anEngineIsNamed() {
    assertThatThrownBy(() -> new ArmPlan(null, Device.CPU, Precision.FP32, 1, 1, 1))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("engine");
  }
}
