package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.checkpoint.Checkpoint;
import org.vitmae.config.ConfigException;
import org.vitmae.config.Engine;
import org.vitmae.config.RecipeConfig;
import org.vitmae.config.RecipeConfig.OptimizerKind;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.data.EvalTransform;
import org.vitmae.data.SingleImage;
import org.vitmae.image.Image;
import org.vitmae.plugin.Arm;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.Prediction;
import org.vitmae.tensor.ComputeThreads;

/** What trained arms say of a single image beside what their test says of it. */
class SingleImageTest {
  private static final int SIDE = 16;
  private static final int CLASSES = 4;

  /** Larger than what the arms see, and not square. */
  private static final Image IMAGE = image(24, 30);

  @TempDir private Path folder;

  private static Image image(int height, int width) {
    byte[] pixels = new byte[height * width * 3];
    Draws.of(1, "pixels", 0, 0).nextBytes(pixels);
    return new Image(height, width, 3, pixels);
  }

  @BeforeAll
  static void sizeThePool() {
    ComputeThreads.configure(2);
  }

  /** Returns the image as a test example. */
  private static List<Batch> example(Annotation truth) {
    Batch seen = SingleImage.batch(new EvalTransform(SIDE, SIDE, 3), IMAGE);
    return List.of(new Batch(0, new long[1], 1, SIDE, SIDE, 3, seen.pixels(), List.of(truth)));
  }

  /** Trains an arm for some steps and returns a copy that has its weights and says the same. */
  private Arm trained(String task, ArmRequest request, Batch batch) throws IOException {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    Prediction said;
    try (Arm arm = TargetArmsTest.task(task).prepare(request)) {
      for (int step = 0; step < 2; step++) {
        arm.step(List.of(batch), 0.002);
      }
      arm.save(saved);
      said = arm.predict(IMAGE);
    }
    Files.delete(saved.resolve(Checkpoint.OPTIMIZER));
    Arm restored = TargetArmsTest.task(task).prepare(request);
    restored.loadWeights(saved);
    assertThat(restored.predict(IMAGE)).isEqualTo(said);
    return restored;
  }

  /** Returns the numbers that an arm writes, by name. */
  private Map<String, Double> answers(Arm arm) throws IOException {
    Path file = arm.predict(IMAGE).write("photo.png", 0, folder).get(0);
    assertThat(file).isIn(folder.resolve("photo-classes.csv"), folder.resolve("photo-values.csv"));
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split(","))
        .collect(Collectors.toMap(row -> row[row.length - 2], SingleImageTest::number));
  }

  private static double number(String[] row) {
    return Double.parseDouble(row[row.length - 1]);
  }

  private static ArmRequest onEngine(ArmRequest request, Engine engine) {
    return Requests.withHeadEngine(request, engine);
  }

  @ParameterizedTest
  @CsvSource({
    "fine-tune, LIBTORCH, 0.9",
    "partial-fine-tune, LIBTORCH, 0",
    "linear-probe, LIBTORCH, 0.9",
    "mlp-probe, LIBTORCH, 0",
    "mlp-probe, DEEPLEARNING4J, 0.9",
    "cnn, LIBTORCH, 0"
  })
  void probabilitiesAreThoseOfTheTest(String protocol, Engine engine, double emaDecay)
      throws IOException {
    RecipeConfig recipe = Requests.recipe(OptimizerKind.ADAMW, 0.05, 0, 1, 0, 0.1, emaDecay);
    ArmRequest request =
        onEngine(
            Requests.request(protocol, Requests.data(SIDE, SIDE, 3), CLASSES, recipe, 1), engine);
    try (Arm arm = trained("classification", request, Batches.bands(16, SIDE, 3, CLASSES, 1))) {
      Map<String, Double> probabilities = answers(arm);

      assertThat(probabilities.values().stream().mapToDouble(p -> p).sum())
          .isEqualTo(1, within(1e-9));
      for (int label = 0; label < CLASSES; label++) {
        assertThat(arm.test(example(Annotation.ofClass(label)), folder).get("loss"))
            .isEqualTo(-Math.log(probabilities.get("class " + label)), within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"fine-tune, LIBTORCH", "linear-probe, DEEPLEARNING4J", "cnn, LIBTORCH"})
  void labelsHaveProbabilitiesOfTheirOwn(String protocol, Engine engine) throws IOException {
    String task = "multi-label";
    ArmRequest request = onEngine(TargetArmsTest.request(task, protocol), engine);
    try (Arm arm = trained(task, request, TargetArmsTest.batch(task))) {
      Map<String, Double> probabilities = answers(arm);

      double likelihood =
          Math.log(probabilities.get("class 0")) + Math.log(1 - probabilities.get("class 1"));
      assertThat(arm.test(example(Annotation.ofTargets(List.of(1.0, 0.0))), folder).get("loss"))
          .isEqualTo(-likelihood / 2, within(1e-5));
    }
  }

  @ParameterizedTest
  @CsvSource({"fine-tune, LIBTORCH", "linear-probe, DEEPLEARNING4J", "cnn, LIBTORCH"})
  void valuesAreInTheirOwnUnits(String protocol, Engine engine) throws IOException {
    String task = "regression";
    ArmRequest request = onEngine(TargetArmsTest.request(task, protocol), engine);
    try (Arm arm = trained(task, request, TargetArmsTest.batch(task))) {
      Map<String, Double> values = answers(arm);

      List<Double> told = List.of(values.get("class 0"), values.get("class 1"));
      assertThat(arm.test(example(Annotation.ofTargets(told)), folder).get("mae"))
          .isEqualTo(0, within(1e-4));
    }
  }

  @Test
  void neighborsAreRefusedAsTheirCheckpointsLackTheEncoder() {
    ArmRequest request =
        Requests.request("knn", Requests.data(SIDE, SIDE, 3), CLASSES, Requests.recipe(), 1);
    try (Arm arm = Requests.prepare(new KnnProtocol(), request)) {
      assertThatExceptionOfType(ConfigException.class)
          .isThrownBy(() -> arm.predict(IMAGE))
          .withMessageContaining("but not the encoder")
          .withMessageContaining("give a checkpoint of a probe");
    }
  }
}
