package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.model.TunedPart;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;

class PartialFineTuneTest {
  private static final int SIDE = 16;
  private static final int CLASSES = 4;
  private static final Batch BATCH = Batches.bands(32, SIDE, 3, CLASSES, 1);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"0, 4", "0.5, 10", "1.5, 22", "3, 44"})
  void partialFineTuningChangesExactlyTheTunedPart(double blocks, int tensors) throws Exception {
    ArmRequest request = Requests.withBlocks(request("partial-fine-tune"), blocks);
    TunedPart tuned = TunedPart.lastBlocks(blocks, request.model());
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = Files.createDirectory(folder.resolve("after"));
    Set<String> expected;
    try (Arm arm = Requests.prepare(FineTuneProtocol.partial(), request)) {
      arm.save(before);
      arm.step(List.of(BATCH), 0.01);
      arm.step(List.of(BATCH), 0.01);
      arm.save(after);
    }
    try (Safetensors model = Safetensors.open(before.resolve(Checkpoint.MODEL))) {
      expected = model.names().stream().filter(tuned::trains).collect(Collectors.toSet());
    }

    assertThat(SavedTensors.changed(before, after)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).hasSize(tensors);
  }

  @Test
  void tuningAllBlocksIsFullFineTuning() {
    try (Arm partial =
            Requests.prepare(
                FineTuneProtocol.partial(), Requests.withBlocks(request("partial-fine-tune"), 3));
        Arm full = Requests.prepare(FineTuneProtocol.full(), request("fine-tune"))) {
      for (int step = 0; step < 3; step++) {
        partial.step(List.of(BATCH), 0.01);
        full.step(List.of(BATCH), 0.01);
      }

      assertThat(partial.takeLosses()).containsExactly(full.takeLosses());
    }
  }

  @Test
  void moreBlocksThanTheModelHasAreRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                FineTuneProtocol.partial()
                    .plan(Requests.withBlocks(request("partial-fine-tune"), 3.5)))
        .withMessageContaining("at most the model's 3")
        .withMessageContaining("got 3.5");
  }

  private static ArmRequest request(String protocol) {
    return Requests.request(protocol, Requests.data(SIDE, SIDE, 3), CLASSES, Requests.recipe(), 1);
  }
}
