package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.Standardization;
import org.vitmae.files.CsvWriter;

class TargetsCsvTest {
  @TempDir private Path folder;

  @Test
  void scalesReadBackAsTheyWereWhateverTheNames() throws IOException {
    Path file = folder.resolve(TargetsCsv.FILE);
    try (CsvWriter csv =
        new CsvWriter(file, "target", TargetsCsv.MEAN, TargetsCsv.DEVIATION, "mae")) {
      csv.row("mass, \"dry\"", 1.0 / 3, 1e-300, 5);
      csv.row("a\\", -7.0, 0.1 + 0.2, 5);
    }

    assertThat(TargetsCsv.standardization(file))
        .isEqualTo(
            new Standardization(List.of(1.0 / 3, -7.0), List.of(1e-300, 0.30000000000000004)));
  }

  @Test
  void aFileWithoutThemIsNamed() throws IOException {
    Path lacking = Files.writeString(folder.resolve("a.csv"), "target,training_mean\nmass,1\n");
    Path wrong =
        Files.writeString(
            folder.resolve("b.csv"), "target,training_mean,training_deviation\nmass,1,wide\n");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> TargetsCsv.standardization(lacking))
        .withMessageContaining("a.csv: column training_deviation is missing; delete the cell");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> TargetsCsv.standardization(wrong))
        .withMessageContaining("b.csv", "wide");
  }
}
