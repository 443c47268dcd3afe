package org.vitmae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWriterTest {
  private final ConfigReader reader = new ConfigReader(getClass().getClassLoader());
  @TempDir Path folder;
  private ExperimentConfig config;

  @BeforeEach
  void readADefinition() {
    config =
        reader.read(
            "shipped-for-tests",
            List.of(
                "description=\"a \\\"b\\\" \\\\ \u00e9\u6f22\\n: #\"",
                "pretrain.base-learning-rate=1e-17",
                "pretrain.engine=deeplearning4j",
                "data.split-seed=-9007199254740993"));
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), ConfigWriter.yaml(config));

    ExperimentConfig again = reader.read(file.toString(), List.of());

    assertThat(again).isEqualTo(config);
    assertThat(ConfigWriter.yaml(again)).isEqualTo(ConfigWriter.yaml(config));
  }

  @Test
  void hashChangesWithAnyValue() {
    ExperimentConfig other = reader.read("shipped-for-tests", List.of("threads=1"));

    assertThat(ConfigWriter.hash(config)).hasSize(64).isNotEqualTo(ConfigWriter.hash(other));
  }

  @Test
  void hashIsTheSameOnEitherEngine() {
    ExperimentConfig other = reader.with(config, List.of("pretrain.engine=libtorch"), "a sweep");

    assertThat(other).isNotEqualTo(config);
    assertThat(ConfigWriter.yaml(other)).contains("engine: libtorch");
    assertThat(ConfigWriter.hash(other)).isEqualTo(ConfigWriter.hash(config));
  }
}
