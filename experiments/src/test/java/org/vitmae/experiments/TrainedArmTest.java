package org.vitmae.experiments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.classification.targets.ClassifiedImage;
import org.vitmae.config.ConfigException;
import org.vitmae.data.ScenesDataset;
import org.vitmae.image.Image;
import org.vitmae.image.PngWriter;
import org.vitmae.plugin.Prediction;
import org.vitmae.tensor.Device;
import org.vitmae.trained.TrainedArm;

/** Opens an arm that a run trained, as another program does. */
class TrainedArmTest {
  private static final String DEFINITION =
      """
      description: As little as makes an arm.
      threads: 1
      precision: fp32
      data:
        name: Scenes
        format: scenes
        train: {count: 20}
        validation: {count: 4}
        test: {count: 4}
        image-height: 8
        image-width: 8
        workers: 1
      model: {preset: tiny, patch-size: 4, embed-dim: 16, depth: 1, num-heads: 2}
      arm-defaults:
        task: classification
        recipe: plain
        initialization: random
        train: {epochs: 2, warmup-epochs: 0, batch-size: 4, base-learning-rate: 0.1, ema-decay: 0.5}
      arms:
        tuned: {protocol: fine-tune}
      report: {baseline: tuned}
      """;

  private static final Image IMAGE = new ScenesDataset(5, "test", 1, 24, 20).read(0).image();

  @TempDir private static Path folder;
  private static Path cell = Path.of("");
  private static Path file = Path.of("");

  @BeforeAll
  static void train() throws IOException {
    Path definition = Files.writeString(folder.resolve("mine.yaml"), DEFINITION);
    Console console = new Console();
    assertThat(console.execute("run", definition.toString(), "--out", folder.toString()))
        .as(console.err())
        .isZero();
    cell = folder.resolve("mine/cells/tuned-s0");
    file = folder.resolve("seen.png");
    PngWriter.write(IMAGE, file);
  }

  @Test
  void anArmSaysWhatItsCommandWrites() throws IOException {
    Console console = new Console();
    String[] command = {
      "classify",
      "--checkpoint",
      cell.toString(),
      "--image",
      file.toString(),
      "--out",
      folder.toString()
    };
    assertThat(console.execute(command)).as(console.err()).isZero();
    byte[] written = Files.readAllBytes(folder.resolve("seen-classes.csv"));

    try (TrainedArm arm = TrainedArm.open(cell, Device.CPU)) {
      Prediction seen = arm.predict(IMAGE);
      assertThat(arm.predict(IMAGE)).as("each look is a look of its own").isEqualTo(seen);
      assertThat(((ClassifiedImage) seen).classes())
          .extracting(ClassifiedImage.ClassProbability::name)
          .containsExactlyInAnyOrderElementsOf(arm.classNames());
      assertThat(seen.write("again.png", 0, folder).get(0)).hasBinaryContent(written);
    }
  }

  @Test
  void anArmBelongsToItsThreadUntilItIsClosed() throws IOException {
    TrainedArm arm = TrainedArm.open(cell, Device.CPU);

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(CompletableFuture.supplyAsync(() -> arm.predict(IMAGE))::join)
        .withCauseInstanceOf(IllegalStateException.class)
        .withMessageContaining("opened by the thread");
    arm.close();
    arm.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> arm.predict(IMAGE))
        .withMessageContaining("closed");
  }

  @Test
  void whatIsNoArmIsRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> TrainedArm.open(folder.resolve("absent")))
        .withMessageContaining("absent, which is not a folder");
  }

  @Test
  void theDocumentsExampleLooks(@TempDir Path compiled) throws Exception {
    LibraryDocument.compile("Look", compiled);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {compiled.toUri().toURL()});
        PrintStream out = new PrintStream(printed, true, UTF_8)) {
      System.setOut(out);
      loader
          .loadClass("Look")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {cell.toString(), file.toString()});
    } finally {
      System.setOut(before);
    }

    String best;
    try (TrainedArm arm = TrainedArm.open(cell, Device.CPU)) {
      best = ((ClassifiedImage) arm.predict(IMAGE)).classes().get(0).name();
    }
    assertThat(printed.toString(UTF_8)).startsWith(file + ": " + best + ", 0.");
  }
}
