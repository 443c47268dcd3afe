package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;

class RunFolderTest {
  @TempDir Path out;
  private final ExperimentConfig config = config("threads=1");

  private static ExperimentConfig config(String override) {
    return new ConfigReader(RunFolderTest.class.getClassLoader())
        .read("shipped-for-tests", List.of(override));
  }

  private CellFolder begin() throws IOException {
    try (RunFolder run = RunFolder.open(out, config, false)) {
      assertThat(run.wasBegun()).isFalse();
      CellFolder cell = run.cell("pretrain-s3", config);
      cell.write(ManifestTest.manifest(Optional.empty(), ConfigWriter.hash(config)));
      return cell;
    }
  }

  @Test
  void cellsLieWhereTheDocumentSays() throws IOException {
    CellFolder cell = begin();

    assertThat(cell.path()).isEqualTo(out.resolve("shipped-for-tests/cells/pretrain-s3"));
    assertThat(cell.path().resolve("config.yaml")).hasContent(ConfigWriter.yaml(config));
    assertThat(cell.isDone()).isFalse();
  }

  @Test
  void existingRunIsNotTouchedWithoutResume() throws IOException {
    begin();

    assertThatThrownBy(() -> RunFolder.open(out, config, false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--resume")
        .hasMessageContaining("--out");
  }

  @Test
  void aRunThatAnImportBeganExistsToo() throws IOException {
    try (RunFolder run = RunFolder.open(out, config, false)) {
      Files.createDirectories(run.cell("pretrain-s3", config).checkpoints()); // and no manifest
    }

    assertThatThrownBy(() -> RunFolder.open(out, config, false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("exists already; go on with it by --resume");
    try (RunFolder again = RunFolder.open(out, config, true)) {
      assertThat(again.wasBegun()).isTrue();
    }
  }

  @Test
  void resumeFindsDoneCells() throws IOException {
    CellFolder cell = begin();
    Manifest manifest = cell.manifest().orElseThrow();
    cell.write(
        manifest.ended(
            Manifest.Status.DONE,
            manifest.usage(),
            manifest.data(),
            "2026-01-02T00:00:00Z",
            List.of()));

    try (RunFolder run = RunFolder.open(out, config, true)) {
      assertThat(run.cell("pretrain-s3", config).isDone()).isTrue();
      assertThat(run.cell("pretrain-s4", config).isDone()).isFalse();
    }
  }

  @Test
  void resumeWithAnotherDefinitionIsRefused() throws IOException {
    begin();

    assertThatThrownBy(() -> RunFolder.open(out, config("threads=2"), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("another definition");
    RunFolder.open(out, config, true).close();
  }

  @Test
  void aRunThatFailedBeforeItsFirstCellIsNone() throws IOException {
    try (RunFolder run = RunFolder.open(out, config, false)) {
      run.cell("pretrain-s3", config); // no manifest: nothing was done in it
    }

    RunFolder.open(out, config("threads=2"), false).close();
    assertThat(out.resolve("shipped-for-tests/config.yaml"))
        .hasContent(ConfigWriter.yaml(config("threads=2")));
  }

  @Test
  void resumeWithoutARunBeginsOne() throws IOException {
    RunFolder.open(out, config, true).close();

    assertThat(Files.isDirectory(out.resolve("shipped-for-tests/cells"))).isTrue();
  }

  @Test
  void oneProcessAtATime() throws IOException {
    try (RunFolder run = RunFolder.open(out, config, false)) {
      assertThat(run.cells()).isEmpty();
      assertThatThrownBy(() -> RunFolder.open(out, config, true))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("another process");
    }
  }
}
