package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.config.RecipeConfig;

@Tag("golden")
class LearningRateGoldenTest {
  @TempDir private Path folder;

  /** The fixture lists the rate of every batch; only that of an update's first batch counts. */
  @ParameterizedTest
  @ValueSource(strings = {"log_plain", "log_clip_accum2"})
  void updatesUseTheReferencesRates(String log) throws IOException {
    JsonNode golden;
    try (InputStream in = getClass().getResourceAsStream("/golden/adamw/" + log + ".json")) {
      golden = new ObjectMapper().readTree(in);
    }
    JsonNode config = golden.get("config");
    int accumulation = config.get("accum_iter").intValue();
    RecipeConfig recipe =
        Recipes.plain()
            .epochs(config.get("epochs").intValue())
            .learningRate(config.get("lr").doubleValue(), config.get("warmup_epochs").doubleValue())
            .accumulation(accumulation)
            .build();
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < golden.get("lr").size(); i++) {
      if (golden.get("optimizer_step_taken").get(i).booleanValue()) {
        expected.add(golden.get("lr").get(i - accumulation + 1).doubleValue());
      }
    }

    QuadraticLearner learner = new QuadraticLearner(4);
    new TrainingLoop(
            new TrainingPlan(recipe, new Selection("loss", false), 1, "hash"),
            new TrainingData(
                new RandomBatches(1, config.get("steps_per_epoch").intValue()), Optional.empty()),
            learner,
            new CheckpointStore(folder),
            new MemoryMetrics(),
            Progress.NONE,
            new StopSignal())
        .run();

    assertThat(learner.learningRates()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(learner.learningRates().get(i))
          .as("update %d", i)
          .isCloseTo(expected.get(i), within(1e-12 * expected.get(i)));
    }
  }
}
