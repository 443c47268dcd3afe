package org.vitmae.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.checkpoint.CheckpointException;

class ReferenceRunTest {
  @TempDir private Path folder;

  @Test
  void momentsGoToTheParametersThatTheirNumbersMean() throws IOException {
    JsonNode resume = new ObjectMapper().readTree(Golden.path("pth/resume.json").toFile());
    try (ReferenceRun run = ReferenceRun.open(Golden.path("pth/checkpoint_resume.pth"));
        StateDict file = WeightsReader.tensors(Golden.path("pth/checkpoint_resume.pth"))) {
      assertThat(run.steps()).isEqualTo(resume.get("steps_done").asLong());
      assertThat(run.epochs()).isEqualTo(resume.get("epoch").asInt() + 1);
      run.writeTo(folder);
      try (StateDict optimizer = WeightsReader.tensors(folder.resolve("optimizer.safetensors"))) {
        int number = 0;
        for (JsonNode name : resume.get("optimizer_param_index_to_name")) {
          for (String moment : new String[] {"exp_avg", "exp_avg_sq"}) {
            assertThat(Bytes.of(optimizer, moment + "." + name.asText()))
                .isEqualTo(Bytes.of(file, "optimizer.state." + number + "." + moment));
          }
          number++;
        }
        assertThat(optimizer.names()).hasSize(1 + 2 * number);
      }
    }
  }

  @Test
  void weightsWithoutOptimizerCannotBeGoneOnFrom() {
    assertThatThrownBy(() -> ReferenceRun.open(Golden.path("pth/checkpoint_zip.pth")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no optimizer");
  }
}
