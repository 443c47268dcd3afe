package org.vitmae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.ConfigException;

class DeviceTest {
  @Test
  void theCpuIsAlwaysThere() {
    assertThat(Device.select("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
  }

  @Test
  void aGpuThatIsNotThereIsAnErrorWithARemedy() {
    assertThatThrownBy(() -> Device.select("cuda:999"))
        .isInstanceOf(ConfigException.class)
        .hasMessageMatching(
            "device is 'cuda:999', but (libtorch finds no CUDA GPU; use cpu, or build with -Pcuda\\."
                + " Install its driver and put .* on the library path.*|the GPUs are cuda:0 to cuda:[0-9]+)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "CPU", ""})
  void otherNamesAreRefusedWithTheChoices(String name) {
    assertThatThrownBy(() -> Device.select(name))
        .isInstanceOf(ConfigException.class)
        .hasMessage("device is '%s'; it must be auto, cpu, cuda or cuda:<number>", name);
  }

  @Test
  void precisionIsParsedByName() {
    assertThat(Precision.parse("fp32", Device.CPU)).isEqualTo(Precision.FP32).hasToString("fp32");
    assertThat(Precision.parse("bf16", Device.CPU)).isEqualTo(Precision.BF16).hasToString("bf16");
    assertThatThrownBy(() -> Precision.parse("fp16", Device.CPU))
        .isInstanceOf(ConfigException.class)
        .hasMessage("precision is 'fp16'; it must be auto, fp32 or bf16");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 8000})
  void threadsAreNoMoreThanAProcessCanHave(int threads) {
    assertThatThrownBy(() -> ComputeThreads.configure(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be from 0 to 1024, got " + threads);
  }
}
