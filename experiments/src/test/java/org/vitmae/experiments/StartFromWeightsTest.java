package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.weights.WeightsSource;

/**
 * {@code initialization: weights} and {@code pretrain-initialization: weights}, from all formats.
 */
class StartFromWeightsTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir", "."), "../framework/src/test/resources/golden");

  private static final String DEFINITION =
      """
      threads: 1
      precision: fp32
      weights: WEIGHTS
      pretrain-initialization: weights
      data:
        name: Scenes
        format: scenes
        train: {count: 12}
        validation: {count: 6}
        test: {count: 6}
        image-height: SIDE
        image-width: SIDE
      model:
        preset: tiny
        patch-size: 8
        embed-dim: 48
        depth: 3
        num-heads: 3
        decoder-embed-dim: 32
        decoder-depth: 2
        decoder-num-heads: 4
      pretrain: {epochs: 1, warmup-epochs: 0, batch-size: 6, ema-decay: 0.5}
      arm-defaults:
        train: {epochs: 1, warmup-epochs: 0, batch-size: 6}
      arms:
        published: {protocol: knn, initialization: weights, weights: WEIGHTS}
        own: {protocol: linear-probe, initialization: mae}
      report: {baseline: published, reconstructions: 0}
      """;

  @TempDir private Path folder;

  private Path run(Path weights, int side) throws IOException {
    Path definition =
        Files.writeString(
            folder.resolve("mine.yaml"),
            DEFINITION.replace("WEIGHTS", weights.toString()).replace("SIDE", "" + side));
    Path out = folder.resolve("runs-" + side);
    Console console = new Console();
    assertThat(
            console.execute(
                "run", definition.toString(), "--data-dir", GOLDEN.toString(), "--out", "" + out))
        .as(console.err())
        .isZero();
    return out.resolve("mine/cells");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pth/checkpoint_zip.pth", "hf"})
  void aLargerModelStartsFromPublishedWeights(String weights) throws IOException {
    Path cells = run(Path.of(weights), 48);

    assertStarted(cells.resolve("pretrain-s0"), weights, GOLDEN.resolve(weights));
    assertThat(Files.readAllLines(cells.resolve("pretrain-s0/weights.csv")))
        .contains(
            "tensor,action,source_shape,target_shape",
            "pos_embed,resized,1x17x48,1x37x48",
            "decoder_pos_embed,resized,1x17x32,1x37x32",
            "mask_token,used,1x1x32,1x1x32")
        .noneMatch(row -> row.contains(",ignored,") || row.contains(",initial,"));
    assertStarted(cells.resolve("published-s0"), weights, GOLDEN.resolve(weights));
    assertThat(Files.readAllLines(cells.resolve("published-s0/weights.csv")))
        .contains(
            "pos_embed,resized,1x17x48,1x37x48",
            "cls_token,used,1x1x48,1x1x48",
            "mask_token,ignored,1x1x32,");
    assertThat(manifest(cells.resolve("own-s0")).has("weights")).isFalse();
    assertThat(cells.resolve("own-s0/weights.csv")).content().contains("head.1.weight,initial");
  }

  @Test
  @Tag("slow")
  void aModelStartsFromACheckpointOfOursWithItsAveragedWeights() throws IOException {
    Path first = run(Path.of("hf"), 32).resolve("pretrain-s0");
    Path checkpoint =
        new CheckpointStore(first.resolve("checkpoints")).latest().orElseThrow().folder();
    assertThat(checkpoint.resolve(Checkpoint.AVERAGE)).isRegularFile();

    Path cells = run(checkpoint.toAbsolutePath(), 48);

    assertStarted(cells.resolve("pretrain-s0"), checkpoint.toString(), checkpoint);
    assertThat(cells.resolve("pretrain-s0/weights.csv"))
        .content()
        .contains("pos_embed,resized,1x17x48,1x37x48");
  }

  private static JsonNode manifest(Path cell) throws IOException {
    return new ObjectMapper().readTree(cell.resolve("manifest.json").toFile());
  }

  private static void assertStarted(Path cell, String given, Path weights) throws IOException {
    JsonNode manifest = manifest(cell);
    assertThat(manifest.get("status").asText()).isEqualTo("done");
    assertThat(new WeightsSource(manifest.get("weights").asText(), sha256(manifest)))
        .isEqualTo(WeightsSource.of(given, weights));
    List<String> notes = new ArrayList<>();
    manifest.get("notes").forEach(note -> notes.add(note.asText()));
    assertThat(notes)
        .anyMatch(note -> note.matches("Started from weights: \\d+ tensors used, [12] resized, .*"))
        .anyMatch(note -> note.contains("not known here"));
  }

  private static String sha256(JsonNode manifest) {
    return manifest.get("weightsSha256").asText();
  }
}
