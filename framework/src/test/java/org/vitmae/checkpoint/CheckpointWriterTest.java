package org.vitmae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWriterTest {
  @TempDir private Path root;
  private CheckpointStore store;

  @BeforeEach
  void createStore() {
    store = new CheckpointStore(root.resolve("checkpoints"));
  }

  @Test
  void stateComesBackWithTheSameBits() {
    TrainingState state =
        new TrainingState(
            1234,
            3,
            17,
            Long.MIN_VALUE,
            "abc",
            Optional.of(new BestMetric("top1", 0.1 + 0.2, 1000)),
            2,
            5_000_000_000L,
            1e-9,
            Math.PI,
            77,
            List.of(1.0 / 3, Double.MIN_VALUE));
    new CheckpointWriter(store, 1).save(state, folder -> {});

    Checkpoint latest = store.latest().orElseThrow();
    assertThat(latest.state()).isEqualTo(state);
    assertThat(latest.folder()).isEqualTo(store.folder().resolve("step-00001234"));
  }

  @Test
  void keepsTheNewestAndTheBest() {
    CheckpointWriter writer = new CheckpointWriter(store, 2);
    for (long step = 1; step <= 6; step++) {
      writer.save(at(step, Math.min(step, 2)), content("weights " + step));
    }
    assertThat(store.steps()).containsExactly(2L, 5L, 6L);
    assertThat(store.best().orElseThrow().folder().resolve("weights")).hasContent("weights 2");
  }

  @Test
  void emptyStoreHasNeitherLatestNorBest() {
    assertThat(store.latest()).isEmpty();
    assertThat(store.best()).isEmpty();
    new CheckpointWriter(store, 1).save(TrainingState.start(0, ""), folder -> {});
    assertThat(store.latest()).isPresent();
    assertThat(store.best()).isEmpty();
  }

  @Test
  void savingAStepAgainReplacesItsFiles() throws IOException {
    CheckpointWriter writer = new CheckpointWriter(store, 1);
    writer.save(at(5, 1), content("first"));
    writer.save(at(5, 5), content("second"));
    assertThat(store.latest().orElseThrow().state()).isEqualTo(at(5, 5));
    assertThat(store.path(5).resolve("weights")).hasContent("second");
    try (Stream<Path> left = Files.list(store.folder())) {
      assertThat(left).containsExactly(store.path(5));
    }
  }

  @Test
  void leftoversOfAKilledWriterAreInvisibleAndRemoved() throws IOException {
    new CheckpointWriter(store, 3).save(at(5, 5), content("whole"));
    for (String leftover : List.of(".writing-step-00000006", ".deleting-step-00000004")) {
      Files.createDirectories(store.folder().resolve(leftover).resolve("below"));
      Files.writeString(store.folder().resolve(leftover).resolve("below/weights"), "half");
    }
    Files.writeString(store.folder().resolve(".writing-state.json"), "{");
    assertThat(store.steps()).containsExactly(5L);

    new CheckpointWriter(store, 3);
    try (Stream<Path> left = Files.list(store.folder())) {
      assertThat(left).containsExactly(store.path(5));
    }
  }

  @Test
  void checkpointsOfAnotherStoreAreCopiedWholeOrNotAtAll() throws IOException {
    CheckpointStore other = new CheckpointStore(root.resolve("other"));
    CheckpointWriter writer = new CheckpointWriter(other, 3);
    writer.save(at(5, 5), content("old"));
    writer.save(at(6, 5), content("new"));
    Files.createSymbolicLink(other.path(6).resolve("unreadable"), root.resolve("nowhere"));
    new CheckpointWriter(store, 3).save(at(5, 1), content("replaced"));

    assertThatThrownBy(() -> new CheckpointWriter(store, 3).copyFrom(other))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("step-00000006 cannot be written", "step 5 is still whole");

    assertThat(store.latest().orElseThrow().state()).isEqualTo(at(5, 5));
    assertThat(store.path(5).resolve("weights")).hasContent("old");
    try (Stream<Path> left = Files.list(store.folder())) {
      assertThat(left).containsExactly(store.path(5));
    }
  }

  @Test
  void fullDiskLeavesTheOlderCheckpointAndSaysWhatToDo() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "the system has no device that is always full");
    CheckpointWriter writer = new CheckpointWriter(store, 1);
    writer.save(at(5, 5), content("whole"));

    assertThatThrownBy(
            () ->
                writer.save(
                    at(6, 5),
                    folder -> {
                      Files.writeString(folder.resolve("optimizer"), "some");
                      Files.write(full, new byte[9]);
                    }))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(
            store.path(6).toString(),
            "No space left",
            "checkpoint of step 5 is still whole",
            "Make room");
    assertThat(store.folder()).isDirectoryNotContaining("glob:**/.writing*");
    assertThat(store.latest().orElseThrow().folder().resolve("weights")).hasContent("whole");
  }

  @Test
  void newerFormatIsRefusedWithBothVersions() throws IOException {
    new CheckpointWriter(store, 1).save(at(5, 5), folder -> {});
    Path file = store.path(5).resolve("state.json");
    Files.writeString(
        file, Files.readString(file).replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
    assertThatThrownBy(store::latest)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(file.toString(), "version 2", "up to 1", "newer release");
  }

  @Test
  void damagedStateNamesFileKeyAndRemedy() throws IOException {
    new CheckpointWriter(store, 1).save(at(5, 5), folder -> {});
    Path file = store.path(5).resolve("state.json");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("\"step\" : 5,", ""));
    assertThatThrownBy(store::latest)
        .hasMessage(
            file
                + " has nothing for 'step', expected a whole number; delete the folder to go on from"
                + " the checkpoint before.");
    Files.writeString(file, good.substring(0, 20));
    assertThatThrownBy(store::latest).hasMessageContaining("not valid JSON");
    Files.delete(file);
    assertThatThrownBy(store::latest).hasMessageContaining("cannot be read");
  }

  private static TrainingState at(long step, long bestStep) {
    return new TrainingState(
        step,
        0,
        0,
        0,
        "",
        Optional.of(new BestMetric("loss", 1, bestStep)),
        0,
        0,
        0,
        0,
        0,
        List.of());
  }

  private static CheckpointWriter.Content content(String text) {
    return folder -> Files.writeString(folder.resolve("weights"), text);
  }
}
