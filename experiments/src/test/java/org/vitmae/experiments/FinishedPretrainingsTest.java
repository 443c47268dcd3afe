package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.run.CellFolder;
import org.vitmae.run.Manifest;

class FinishedPretrainingsTest {
  @TempDir private Path folder;
  private CellFolder cell;

  @BeforeEach
  void finishOne() throws IOException {
    cell = new CellFolder(Files.createDirectories(folder.resolve("run/cells/pretrain-s3")));
    cell.write(config());
    cell.write(Manifests.done("pretrain-s3", 100, 1e9, 1));
    Files.createDirectories(cell.checkpoints().resolve("step-00000001"));
  }

  private static ExperimentConfig config(String... overrides) {
    List<String> all = new ArrayList<>(List.of("seeds=[3]", "weights=mae.pth"));
    all.addAll(List.of(overrides));
    return DefinitionOptions.reader().read("quickstart", all);
  }

  private static PlannedCell wanted(String... overrides) {
    return new CellPlan(config(overrides)).cells().get(0);
  }

  private FinishedPretrainings finished() throws IOException {
    FakeInputs none = new FakeInputs(Map.of(), Optional.empty());
    return FinishedPretrainings.of(List.of(folder.resolve("run")), none);
  }

  private Optional<CellFolder> takenOver(String... overrides) throws IOException {
    CellFolder into = new CellFolder(Files.createDirectories(folder.resolve("mine")));
    return finished().takeOver(wanted(overrides), into);
  }

  @Test
  void whatDiffersIsTold() throws IOException {
    assertThat(finished().misfits(wanted("model.depth=3", "pretrain.epochs=39", "threads=2")))
        .containsExactly(cell.path() + " differs in model, pretrain, threads");
    assertThat(finished().misfits(wanted("seeds=[4]")))
        .containsExactly("--pretrained has no pretraining of seed 4");

    Manifest done = cell.manifest().orElseThrow();
    cell.write(done.ended(Manifest.Status.STOPPED, done.usage(), done.data(), "", done.notes()));
    assertThat(finished().misfits(wanted())).containsExactly(cell.path() + " is not finished");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name=other",
        "seeds=[3, 4]",
        "arms.fine-tune.labels-per-class=5",
        "pretrain.log-every-steps=7",
        "pretrain.keep-last=7",
        "data.workers=7"
      })
  void aPretrainingThatWouldComeOutTheSameIsTakenOver(String override) throws IOException {
    assertThat(takenOver(override)).hasValue(cell);
    assertThat(folder.resolve("mine/checkpoints/step-00000001")).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seeds=[4]",
        "model.depth=3",
        "masking.ratio=0.5",
        "pretrain.epochs=39",
        "data.split-seed=1",
        "device=cpu",
        "precision=fp32",
        "threads=2",
        "weights=other.pth",
        "pretrain-initialization=weights"
      })
  void anotherIsNot(String override) throws IOException {
    assertThat(takenOver(override)).isEmpty();
    assertThat(folder.resolve("mine")).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(value = Manifest.Status.class, names = "DONE", mode = EnumSource.Mode.EXCLUDE)
  void norIsOneThatIsNotFinished(Manifest.Status status) throws IOException {
    Manifest done = cell.manifest().orElseThrow();
    cell.write(done.ended(status, done.usage(), done.data(), "", done.notes()));

    assertThat(takenOver()).isEmpty();
  }

  @Test
  void norIsOneWhoseCheckpointsAreDeleted() throws IOException {
    Files.delete(cell.checkpoints().resolve("step-00000001"));

    assertThat(takenOver()).isEmpty();
  }
}
