package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.vitmae.config.DataConfig;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class PixelNormalizationTest {
  @Test
  void subtractsTheMeanAndDividesByTheDeviationOfEachChannel() {
    List<Double> mean = List.of(0.485, 0.456, 0.406);
    List<Double> std = List.of(0.229, 0.224, 0.225);
    DataConfig gray = TinyMae.data(256, 1, 3);
    DataConfig data =
        new DataConfig(
            gray.name(),
            gray.format(),
            gray.train(),
            gray.validation(),
            gray.test(),
            gray.validationFraction(),
            0,
            0,
            "",
            256,
            1,
            3,
            mean,
            std,
            gray.onCorrupt(),
            1,
            gray.target(),
            gray.targetColumns(),
            gray.masks());
    byte[] bytes = new byte[256 * 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i / 3);
    }
    try (Scope scope = new Scope();
        PixelNormalization normalization = PixelNormalization.of(data, 1, Device.CPU)) {
      float[] normalized =
          Tensors.toFloats(normalization.apply(Tensors.of(bytes, Device.CPU, 1, 256, 3)));
      for (int i = 0; i < bytes.length; i++) {
        double expected = ((bytes[i] & 0xff) / 255.0 - mean.get(i % 3)) / std.get(i % 3);
        assertThat((double) normalized[i]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void noneLeavesValuesAlone() {
    try (Scope scope = new Scope()) {
      Tensor values = Tensors.of(new float[] {-1, 300}, Device.CPU, 2);
      assertThat(PixelNormalization.NONE.apply(values)).isSameAs(values);
    }
  }
}
