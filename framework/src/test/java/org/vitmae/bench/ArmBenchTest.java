package org.vitmae.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Box;
import org.vitmae.data.ScenesDataset;
import org.vitmae.data.Standardization;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Task;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

class ArmBenchTest {
  private static final int BATCH = 2;

  @TempDir private Path folder;
  private ArmRequest planned;

  @BeforeEach
  void readDefinition() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tiny.yaml"),
            """
            description: a test
            data: {name: d, format: folder, train: {path: nowhere}, test: {path: nowhere}, image-height: 16, image-width: 24}
            model: {preset: tiny, patch-size: 8}
            arms: {arm: {protocol: counted, initialization: random, train: {batch-size: 7}}}
            report: {baseline: arm}
            """);
    ExperimentConfig config =
        new ConfigReader(ArmBenchTest.class.getClassLoader()).read(file.toString(), List.of());
    planned =
        new ArmRequest(
            config.arms().get("arm"),
            config.model(),
            config.data(),
            List.of("a", "b", "c"),
            Optional.empty(),
            Device.CPU,
            Precision.FP32,
            0,
            0,
            Standardization.none());
  }

  private static ArmBench bench(int steps) {
    return new ArmBench(
        Device.CPU, Precision.FP32, steps, device -> new Ceilings(device, List.of(64), 1 << 20));
  }

  @Test
  void timesStepsOnImagesOfTheDefinitionsSize() {
    CountedTask task = new CountedTask(5);

    BenchRow row = bench(4).time("train tiny arm", task, planned, BATCH).orElseThrow();

    assertThat(row.name()).isEqualTo("train tiny arm");
    assertThat(row.batch()).isEqualTo(BATCH);
    assertThat(row.gflop()).isEqualTo(BATCH * 3.0);
    assertThat(row.millis()).isPositive();
    assertThat(task.closed).isTrue();
    assertThat(task.seen)
        .hasSizeGreaterThan(4)
        .allSatisfy(
            batch ->
                assertThat(List.of(batch.size(), batch.height(), batch.width()))
                    .containsExactly(BATCH, 16, 24));
  }

  @Test
  void noImageIsShownTwice() {
    CountedTask task = new CountedTask(5);

    bench(4).time("arm", task, planned, BATCH);

    assertThat(task.seen.stream().flatMapToLong(batch -> Arrays.stream(batch.ids())))
        .doesNotHaveDuplicates();
    assertThat(task.seen.get(0).pixels()).isNotEqualTo(task.seen.get(1).pixels());
  }

  @Test
  void armsThatTrainNothingAreLeftOut() {
    CountedTask task = new CountedTask(0);

    assertThat(bench(1).time("arm", task, planned, BATCH)).isEmpty();
    assertThat(task.seen).isEmpty();
  }

  @Test
  void scenesHaveTheClassesOfTheDataTheyStandInFor() {
    AnnotatedScenes scenes =
        new AnnotatedScenes(new ScenesDataset(0, "bench", 20, 32, 32), List.of("a", "b", "c"));

    for (int i = 0; i < scenes.size(); i++) {
      Annotation annotation = scenes.annotation(i);
      assertThat(annotation).usingRecursiveComparison().isEqualTo(scenes.read(i).annotation());
      assertThat(annotation.label().orElseThrow()).isEqualTo(i % 10 % 3);
      assertThat(annotation.boxes()).isNotEmpty().extracting(Box::label).allMatch(c -> c < 3);
      assertThat(annotation.boxes()).isEqualTo(annotation.source().orElseThrow().objects());
      for (byte label : annotation.mask().orElseThrow().classes()) {
        assertThat(label).isBetween((byte) 0, (byte) 2);
      }
      assertThat(annotation.targets()).hasSize(3).containsOnly(0.0, 1.0);
    }
  }

  /** Offers an arm that remembers what it was shown. */
  private static final class CountedTask implements Task {
    private final long trainable;
    private final List<Batch> seen = new ArrayList<>();
    private boolean closed;

    CountedTask(long trainable) {
      this.trainable = trainable;
    }

    @Override
    public Set<String> protocols() {
      return Set.of("counted");
    }

    @Override
    public String primaryMetric() {
      return "count";
    }

    @Override
    public ArmPlan plan(ArmRequest request) {
      return new ArmPlan("test", request.device(), request.precision(), 5, trainable, 3e9);
    }

    @Override
    public Arm prepare(ArmRequest request) {
      return new Arm() {
        @Override
        public void step(List<Batch> microBatches, double learningRate) {
          seen.addAll(microBatches);
        }

        @Override
        public double[] takeLosses() {
          return new double[0];
        }

        @Override
        public Map<String, Double> evaluate(Iterable<Batch> batches) {
          return Map.of();
        }

        @Override
        public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) {
          return Map.of();
        }

        @Override
        public void save(Path folder) {}

        @Override
        public void load(Path folder) {}

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }
}
