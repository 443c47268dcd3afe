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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

/** Runs the parity check on the reference's numbers, which come with their own README. */
@Tag("golden")
class ParityTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @BeforeAll
  static void sizeTheThreadPool() {
    ComputeThreads.configure(2);
  }

  @Test
  void everySuiteAgreesInFullPrecision() throws IOException, URISyntaxException {
    agrees(Engine.LIBTORCH, Precision.FP32);
  }

  @Test
  void everySuiteAgreesInBfloat16() throws IOException, URISyntaxException {
    assumeTrue(
        Precision.parse("auto", Device.CPU) == Precision.BF16,
        "this CPU has no bfloat16 instructions");
    agrees(Engine.LIBTORCH, Precision.BF16);
  }

  @Test
  void theSecondEngineAgrees() throws IOException, URISyntaxException {
    agrees(Engine.DEEPLEARNING4J, Precision.FP32);
    assertThat(ParityCheck.leftOut(golden(), Engine.DEEPLEARNING4J))
        .contains("hf", "schedules.json")
        .doesNotContain("mae_tiny", "adamw");
    // libtorch's probes come with a plugin, which is not here.
    assertThat(ParityCheck.leftOut(golden(), Engine.LIBTORCH)).containsExactly("finetune");
  }

  private static void agrees(Engine engine, Precision precision)
      throws IOException, URISyntaxException {
    List<Comparison> heard = new ArrayList<>();
    List<Comparison> all = ParityCheck.run(golden(), engine, Device.CPU, precision, heard::add);

    assertThat(heard).isEqualTo(all);
    assertThat(all.stream().map(c -> c.name().substring(0, c.name().indexOf('/'))).distinct())
        .containsExactlyInAnyOrderElementsOf(
            ServiceLoader.load(ParitySuite.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(suite -> suite.engine() == engine)
                .map(suite -> suite.fixture().replace(".json", ""))
                .toList());
    assertThat(failures(all)).isEmpty();
  }

  @Test
  void everyRecordedValueOfAForwardPassIsCompared() throws IOException, URISyntaxException {
    List<String> names =
        names(ParityCheck.run(golden(), Engine.LIBTORCH, Device.CPU, Precision.FP32, c -> {}));
    for (String file : List.of("forward", "forward_ratio50")) {
      Path recorded = golden().resolve("mae_tiny/" + file + ".safetensors");
      try (Safetensors tensors = Safetensors.open(recorded)) {
        for (String tensor : tensors.names()) {
          // The shuffled order is compared as the one it is restored from.
          if (!tensor.equals("ids_shuffle")) {
            assertThat(names).contains("mae_tiny/" + file + "." + tensor);
          }
        }
      }
    }
    try (Safetensors gradients =
        Safetensors.open(golden().resolve("mae_tiny/gradients.safetensors"))) {
      assertThat(names)
          .containsAll(
              gradients.names().stream().map(name -> "mae_tiny/gradients." + name).toList());
    }
  }

  @Test
  void aWrongNumberFails() throws IOException, URISyntaxException {
    copy("mae_tiny");
    Path file = folder.resolve("mae_tiny/loss.json");
    ArrayNode losses = (ArrayNode) JSON.readTree(file.toFile());
    ObjectNode first = (ObjectNode) losses.get(0);
    first.put("loss", first.get("loss").asDouble() * 1.001);
    JSON.writeValue(file.toFile(), losses);

    List<Comparison> compared =
        ParityCheck.run(folder, Engine.LIBTORCH, Device.CPU, Precision.FP32, comparison -> {});
    assertThat(names(failures(compared)))
        .singleElement()
        .asString()
        .startsWith("mae_tiny/loss.")
        .endsWith("ratio" + first.get("mask_ratio").asDouble());
  }

  @Test
  void aWrongWeightIsSeenInWhatDependsOnIt() throws IOException, URISyntaxException {
    copy("mae_tiny");
    Path file = folder.resolve("mae_tiny/weights.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= (byte) 0x80; // the sign of the last number
    Files.write(file, bytes);

    List<String> failed =
        names(
            failures(
                ParityCheck.run(folder, Engine.LIBTORCH, Device.CPU, Precision.FP32, c -> {})));
    assertThat(failed).isNotEmpty().allMatch(name -> name.startsWith("mae_tiny/"));
  }

  @Test
  void sizesAreReadFromTheFixture() throws IOException {
    OtherSize.write(folder.resolve("mae_tiny"));

    List<Comparison> compared =
        ParityCheck.run(folder, Engine.LIBTORCH, Device.CPU, Precision.FP32, comparison -> {});
    assertThat(failures(compared)).isEmpty();
    assertThat(names(compared)).contains("mae_tiny/forward.pred", "mae_tiny/forward_ratio50.pred");
  }

  @Test
  void aFolderWithoutFixturesIsAnErrorThatNamesThem() {
    assertThatThrownBy(
            () -> ParityCheck.run(folder, Engine.LIBTORCH, Device.CPU, Precision.FP32, c -> {}))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(folder.toString(), "mae_tiny", "adamw", "schedules.json");
  }

  private void copy(String fixture) throws IOException, URISyntaxException {
    Path target = Files.createDirectory(folder.resolve(fixture));
    try (Stream<Path> files = Files.list(golden().resolve(fixture))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static List<Comparison> failures(List<Comparison> compared) {
    return compared.stream().filter(comparison -> !comparison.ok()).toList();
  }

  private static List<String> names(List<Comparison> compared) {
    return compared.stream().map(Comparison::name).toList();
  }

  private static Path golden() throws URISyntaxException {
    URL url = ParityTest.class.getResource("/golden/schedules.json");
    return Path.of(Objects.requireNonNull(url, "golden").toURI()).getParent();
  }
}
