package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every protocol on frozen or partly frozen features from the command line. */
@Tag("slow")
class ProtocolsTest {
  private static final String DEFINITION =
      """
      description: One arm per protocol.
      threads: 1
      data:
        name: Scenes
        format: scenes
        train: {count: 50}
        validation: {count: 20}
        test: {count: 20}
        image-height: 16
        image-width: 16
      model:
        preset: tiny
        patch-size: 4
        embed-dim: 24
        depth: 2
        num-heads: 3
        decoder-embed-dim: 16
        decoder-depth: 1
        decoder-num-heads: 2
      pretrain: {epochs: 1, warmup-epochs: 0, batch-size: 16}
      arm-defaults:
        initialization: mae
        train: {epochs: 3, warmup-epochs: 0, batch-size: 16}
      arms:
        kept:
          protocol: linear-probe
          train: {augment: {crop-scale-min: 1, flip-probability: 0}}
        mlp: {protocol: mlp-probe, head: {hidden-layers: 2, hidden-width: 16}}
        half: {protocol: partial-fine-tune, blocks: 0.5}
        knn: {protocol: knn, train: {epochs: 1}}
      report: {baseline: kept}
      """;

  @TempDir private Path folder;

  private JsonNode manifest(String arm) throws IOException {
    Path file = folder.resolve("protocols/cells/" + arm + "-s0/manifest.json");
    return new ObjectMapper().readTree(Files.readString(file));
  }

  @Test
  void everyProtocolRunsToItsEnd() throws IOException {
    Path definition = Files.writeString(folder.resolve("protocols.yaml"), DEFINITION);
    Console console = new Console();

    assertThat(console.execute("run", definition.toString(), "--out", folder.toString()))
        .as(console.err())
        .isZero();
    for (String arm : List.of("kept", "mlp", "half", "knn")) {
      assertThat(manifest(arm).get("status").asText()).as(arm).isEqualTo("done");
    }
    // All 50 images once, which no number of full batches of 16 makes.
    assertThat(manifest("knn").get("imagesSeen").asLong()).isEqualTo(50);
    assertThat(manifest("knn").get("trainableParameters").asLong()).isZero();
    assertThat(manifest("kept").get("flops").asDouble())
        .isLessThan(manifest("mlp").get("flops").asDouble() / 2);
  }
}
