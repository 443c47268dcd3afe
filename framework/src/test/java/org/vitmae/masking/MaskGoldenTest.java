package org.vitmae.masking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.Safetensors;

@Tag("golden")
class MaskGoldenTest {
  @ParameterizedTest
  @CsvSource({"forward, 0", "forward_ratio50, 1"})
  void noiseGivesTheReferencesMask(String fixture, int ratioIndex) throws Exception {
    double ratio =
        new ObjectMapper()
            .readTree(fixture("config.json").toFile())
            .get("mask_ratios")
            .get(ratioIndex)
            .doubleValue();
    try (Safetensors inputs = Safetensors.open(fixture("inputs.safetensors"));
        Safetensors expected = Safetensors.open(fixture(fixture + ".safetensors"))) {
      long[] shape = inputs.shape("noise");
      Mask mask = Mask.fromNoise(inputs.floats("noise"), (int) shape[0], (int) shape[1], ratio);

      assertThat(mask.mask()).isEqualTo(expected.floats("mask"));
      assertThat(mask.idsRestore()).isEqualTo(expected.longs("ids_restore"));
      assertThat(mask.idsKeep()).isEqualTo(expected.longs("ids_keep"));
    }
  }

  @Test
  void keepsAsManyPatchesAsTheReference() throws IOException, URISyntaxException {
    JsonNode cases = new ObjectMapper().readTree(fixture("len_keep.json").toFile());
    assertThat(cases).isNotEmpty();
    for (JsonNode c : cases) {
      assertThat(MaskRatio.lenKeep(c.get("L").intValue(), c.get("mask_ratio").doubleValue()))
          .as("%s", c)
          .isEqualTo(c.get("len_keep").intValue());
    }
  }

  private static Path fixture(String name) throws URISyntaxException {
    URL url = MaskGoldenTest.class.getResource("/golden/mae_tiny/" + name);
    return Path.of(Objects.requireNonNull(url, name).toURI());
  }
}
