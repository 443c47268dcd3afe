package org.vitmae.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vitmae.model.MaskedAutoencoder;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;

/** Compares a fresh model with the statistics of a fresh reference model. */
@Tag("golden")
class InitializationGoldenTest {
  /** Standard errors a statistic may be off by: one test in two million would fail by chance. */
  private static final double SIGMAS = 5;

  private static final double TOKEN_STD = 0.02;

  private final NamedParameters parameters = new NamedParameters();
  private JsonNode recorded;
  private Fixture fixture;

  @BeforeEach
  void makeAFreshModel() throws IOException, URISyntaxException {
    URL url = getClass().getResource("/golden/mae_tiny/init_stats.json");
    fixture = new Fixture(Path.of(Objects.requireNonNull(url, "init_stats").toURI()).getParent());
    recorded = fixture.json("init_stats.json");
    JsonNode config = fixture.json("config.json");
    new MaskedAutoencoder(
        new Weights(parameters, Device.CPU, 1),
        RecordedModel.config(config, true),
        RecordedModel.grid(config));
  }

  @AfterEach
  void freeTheModel() {
    parameters.close();
  }

  @Test
  void namesShapesAndFrozenTablesAreTheReferences() {
    List<String> names = new ArrayList<>();
    recorded.fieldNames().forEachRemaining(names::add);
    assertThat(parameters.names()).containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      List<Long> shape = new ArrayList<>();
      recorded.get(name).get("shape").forEach(side -> shape.add(side.asLong()));
      assertThat(Tensors.shape(parameters.get(name)))
          .as(name)
          .containsExactly(shape.stream().mapToLong(Long::longValue).toArray());
      assertThat(parameters.get(name).requires_grad())
          .as(name)
          .isEqualTo(recorded.get(name).get("trainable").asBoolean());
    }
  }

  @Test
  void positionTablesAreTheReferences() {
    try (var weights = fixture.tensors("weights")) {
      int tables = 0;
      for (String name : parameters.names()) {
        if (!recorded.get(name).get("trainable").asBoolean()) {
          tables++;
          assertThat(Tensors.toFloats(parameters.get(name)))
              .usingComparatorWithPrecision(1e-6f)
              .containsExactly(weights.floats(name));
        }
      }
      assertThat(tables).isPositive();
    }
  }

  @Test
  void valuesAreDistributedAsTheReferences() {
    for (String name : parameters.trainable()) {
      JsonNode stats = recorded.get(name);
      float[] values = Tensors.toFloats(parameters.get(name));
      if (stats.get("std").asDouble() == 0) {
        assertThat(values).as(name).containsOnly((float) stats.get("mean").asDouble());
      } else if (stats.has("xavier_uniform_bound")) {
        uniform(name, values, stats.get("xavier_uniform_bound").asDouble());
      } else if (stats.has("uniform_bound")) {
        uniform(name, values, stats.get("uniform_bound").asDouble());
      } else {
        assertThat(name).isIn("cls_token", "mask_token");
        meanAndStd(name, values, TOKEN_STD, 3);
      }
    }
  }

  private static void uniform(String name, float[] values, double bound) {
    double greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    // The greatest of n values misses the outermost 15 nth parts with a chance of exp(-15).
    assertThat(greatest)
        .as(name)
        .isLessThanOrEqualTo(bound * (1 + 1e-6))
        .isGreaterThan(bound * (1 - 15.0 / values.length));
    meanAndStd(name, values, bound / Math.sqrt(3), 1.8);
  }

  /** Checks the moments of values of mean 0; the error of the deviation follows from kurtosis. */
  private static void meanAndStd(String name, float[] values, double std, double kurtosis) {
    int n = values.length;
    double mean = 0;
    for (float value : values) {
      mean += (double) value / n;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean) / n;
    }
    assertThat(mean).as("mean of %s", name).isCloseTo(0, within(SIGMAS * std / Math.sqrt(n)));
    assertThat(Math.sqrt(squares))
        .as("deviation of %s", name)
        .isCloseTo(std, within(SIGMAS * std * Math.sqrt((kurtosis - 1) / (4 * n))));
  }
}
