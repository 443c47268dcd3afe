package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceSectionTest {
  @TempDir Path experiment;

  @ParameterizedTest
  @ValueSource(strings = {"train", "validation", "test"})
  void warnsOfEachSplitOfWhichCellsSawDifferentImages(String split) throws IOException {
    for (int seed = 1; seed <= 2; seed++) {
      CellFixture cell = CellFixture.arm(experiment, "scratch", seed, 0.5);
      cell.manifest.withObject("dataFingerprint").put("validation", "c".repeat(64));
      cell.manifest.withObject("dataFingerprint").put(split, "of seed " + seed);
      cell.write();
    }

    assertThat(ProvenanceSection.warnings(RunReader.read(experiment)))
        .singleElement()
        .asString()
        .contains("different images or labels of the split " + split + ",");
  }
}
