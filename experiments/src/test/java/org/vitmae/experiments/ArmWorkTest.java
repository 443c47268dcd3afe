package org.vitmae.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Batch;
import org.vitmae.data.Dataset;
import org.vitmae.data.Loader;
import org.vitmae.data.ScenesDataset;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.run.CellFolder;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.train.RunOutcome;
import org.vitmae.train.TrainingException;

class ArmWorkTest {
  private static final ExperimentConfig CONFIG =
      DefinitionOptions.reader().read("quickstart", List.of());
  private static final RunOutcome TRAINED =
      new RunOutcome(RunOutcome.Status.DONE, 3, 30, Optional.empty(), 1, 0, 1);

  @TempDir private Path folder;
  private CellFolder cell;

  @BeforeEach
  void open() {
    cell = new CellFolder(folder);
  }

  @Test
  void theTestsMetricsAreLogged() throws IOException {
    try (ArmWork work = work(Map.of("score", 0.25, "other", Double.NaN))) {
      work.finish(cell, TRAINED, new FourScenes());
    }
    assertThat(folder.resolve("metrics.csv")).content().contains("test,score,0.25");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aTestThatCannotBeComparedIsRefusedBeforeItIsOnRecord(double score) {
    try (ArmWork work = work(Map.of("score", score))) {
      assertThatThrownBy(() -> work.finish(cell, TRAINED, new FourScenes()))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll("a finite score", String.valueOf(score));
    }
    assertThat(folder.resolve("metrics.csv")).content().doesNotContain("test");
  }

  @Test
  void aTestWithoutTheMetricIsRefused() {
    try (ArmWork work = work(Map.of("other", 1.0))) {
      assertThatThrownBy(() -> work.finish(cell, TRAINED, new FourScenes()))
          .isInstanceOf(TrainingException.class)
          .hasMessageContainingAll("a finite score", "{other=1.0}");
    }
  }

  private static ArmWork work(Map<String, Double> answer) {
    ArmRequest request =
        PlannedData.of(CONFIG.data()).request(CONFIG, CONFIG.arms().get("scratch"));
    return new ArmWork(new Answering(answer), request, Optional.empty(), true);
  }

  private static final class FourScenes implements CellWork.Evaluation {
    @Override
    public Dataset examples() {
      return new ScenesDataset(1, "test", 4, 64, 64);
    }

    @Override
    public Loader loader(Dataset dataset, int batchSize) {
      return EvaluationLoader.of(
          CONFIG.data(), CONFIG.pretrain().recipe().augment().framing(), dataset, batchSize);
    }
  }

  /** A task whose arm learns nothing and always gives the same answer. */
  private record Answering(Map<String, Double> answer) implements Task {
    @Override
    public Set<String> protocols() {
      return Set.of("answer");
    }

    @Override
    public String primaryMetric() {
      return "score";
    }

    @Override
    public ArmPlan plan(ArmRequest request) {
      return new ArmPlan("none", Device.CPU, Precision.FP32, 0, 0, 0);
    }

    @Override
    public Arm prepare(ArmRequest request) {
      return new Arm() {
        @Override
        public void step(List<Batch> microBatches, double learningRate) {}

        @Override
        public double[] takeLosses() {
          return new double[0];
        }

        @Override
        public Map<String, Double> evaluate(Iterable<Batch> batches) {
          return answer;
        }

        @Override
        public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) {
          return answer;
        }

        @Override
        public void save(Path into) {}

        @Override
        public void load(Path from) {}

        @Override
        public void close() {}
      };
    }
  }
}
