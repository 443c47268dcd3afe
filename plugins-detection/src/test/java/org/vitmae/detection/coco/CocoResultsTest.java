package org.vitmae.detection.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.data.DataException;
import org.vitmae.data.RunLengths;
import org.vitmae.detection.evaluation.BoxRegion;

class CocoResultsTest {
  @TempDir private Path temp;

  @Test
  void whatIsWrittenReadsBackTheSame() throws IOException {
    RunLengths mask = RunLengths.encode(2, 3, new byte[] {0, 1, 1, 0, 0, 1});
    List<CocoResult> results =
        List.of(
            new CocoResult(7, 90, 0.1 + 0.2, new BoxRegion(1.5, 2, 1.0 / 3, 4), Optional.of(mask)),
            new CocoResult(9, 1, 1, new BoxRegion(0, 0, 1, 1), Optional.empty()));
    Path file = temp.resolve("results.json");

    CocoResults.write(file, results);

    assertThat(CocoResults.read(file)).isEqualTo(results);
  }

  @Test
  void aMaskAloneGivesItsBox() throws IOException {
    Path file = temp.resolve("masks.json");
    Files.writeString(
        file,
        """
        [{"image_id": 1, "category_id": 2, "score": 0.5,
          "segmentation": {"size": [2, 2], "counts": "22"}}]""");

    assertThat(CocoResults.read(file).get(0).box()).isEqualTo(new BoxRegion(1, 0, 1, 2));
  }

  @Test
  void badFilesAreNamedWithTheirRecord() throws IOException {
    assertRefused("{}", "must be a list");
    assertRefused("[", "cannot be read as JSON");
    assertRefused("[{\"image_id\": 1, \"category_id\": 1, \"score\": 1}]", "detection 0", "bbox");
    assertRefused(
        "[{\"image_id\": 1, \"category_id\": 1, \"score\": \"high\", \"bbox\": [0, 0, 1, 1]}]",
        "its score is \"high\"");
  }

  private void assertRefused(String json, String... parts) throws IOException {
    Path file = Files.writeString(temp.resolve("bad.json"), json);
    assertThatThrownBy(() -> CocoResults.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("bad.json");
  }
}
