package org.vitmae.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitmae.config.ConfigException;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

@Tag("golden")
class ParityTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> fixtures() {
    return ServiceLoader.load(ParitySuite.class).stream()
        .map(suite -> suite.get().fixture())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everySuiteAgreesInFullPrecision(String fixture) throws IOException, URISyntaxException {
    List<Comparison> compared =
        ParityCheck.run(golden(), Device.CPU, Precision.FP32, comparison -> {}).stream()
            .filter(c -> c.name().startsWith(fixture.replace(".json", "") + "/"))
            .toList();

    assertThat(compared).isNotEmpty();
    assertThat(failures(compared)).isEmpty();
  }

  private static List<Comparison> failures(List<Comparison> compared) {
    return compared.stream().filter(comparison -> !comparison.ok()).toList();
  }

  private static Path golden() throws URISyntaxException {
    URL url = ParityTest.class.getResource("/golden/schedules.json");
    return Path.of(Objects.requireNonNull(url, "golden").toURI()).getParent();
  }
}
