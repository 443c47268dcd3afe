package org.vitmae.segmentation.otsu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.ClassMask;
import org.vitmae.data.InstanceMap;
import org.vitmae.data.SourceImage;
import org.vitmae.image.Image;
import org.vitmae.plugin.ArmPlan;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.segmentation.TinyArms;

class OtsuArmTest {
  private static ArmRequest request(String... overrides) {
    String[] keys = Arrays.copyOf(overrides, overrides.length + 1);
    keys[overrides.length] = "arms.arm.protocol=otsu";
    return TinyArms.request(keys);
  }

  private static ArmRequest ofTwoClasses(ArmRequest request) {
    return new ArmRequest(
        request.arm(),
        request.model(),
        request.data(),
        List.of("background", "cell"),
        request.encoderWeights(),
        request.device(),
        request.precision(),
        request.seed(),
        request.trainImages(),
        request.standardization());
  }

  /** Two bright squares of 4 x 4 in an image of 12 x 12, which the arm sees at half its size. */
  private static Batch batch() {
    byte[] classes = new byte[12 * 12];
    char[] ids = new char[12 * 12];
    byte[] seen = new byte[6 * 6];
    for (int i = 0; i < classes.length; i++) {
      int y = i / 12;
      int x = i % 12;
      boolean inside = y >= 4 && y < 8 && (x < 4 || x >= 8);
      classes[i] = (byte) (inside ? 1 : 0);
      ids[i] = (char) (inside ? 1 + x / 8 : 0);
      seen[y / 2 * 6 + x / 2] = (byte) (inside ? 200 : 20);
    }
    SourceImage source =
        new SourceImage(
            5,
            12,
            12,
            List.of(),
            Optional.of(new ClassMask(12, 12, classes)),
            Optional.of(new InstanceMap(12, 12, ids)));
    return batch(source, 6, 6, seen);
  }

  private static Batch batch(SourceImage source, int height, int width, byte[] seen) {
    Annotation annotation =
        new Annotation(
            OptionalInt.empty(),
            List.of(),
            source.mask(),
            source.instances(),
            Optional.of(source),
            List.of());
    return new Batch(0, new long[] {source.id()}, 1, height, width, 1, seen, List.of(annotation));
  }

  @Test
  void imagesAreJudgedAtTheirOwnSizeAndObjectsToldApart(@TempDir Path cell) throws IOException {
    try (OtsuArm arm = new OtsuArm(ofTwoClasses(request("arms.arm.segmenter.instances=true")))) {
      Map<String, Double> values = arm.test(List.of(batch()), cell);

      assertThat(values).containsEntry("mIoU", 1.0).containsEntry("AP-mean", 1.0);
      assertThat(arm.evaluate(List.of(batch()))).isEqualTo(values);
      assertThat(cell.resolve("resamples.csv")).exists();
    }
  }

  /** Seen are three rows or columns of five, whose centers lie at 0.3, 0.9, 1.5, 2.1 and 2.7. */
  @Test
  void pixelsAreLookedUpAtTheirCenters() {
    byte[] classes = {0, 0, 0, 1, 1};
    byte[] seen = {20, 20, (byte) 200};
    try (OtsuArm arm = new OtsuArm(ofTwoClasses(request()))) {
      assertThat(arm.evaluate(List.of(batch(source(5, 1, classes), 3, 1, seen))))
          .containsEntry("mIoU", 1.0);
      assertThat(arm.evaluate(List.of(batch(source(1, 5, classes), 1, 3, seen))))
          .containsEntry("mIoU", 1.0);
    }
  }

  private static SourceImage source(int height, int width, byte... classes) {
    ClassMask mask = new ClassMask(height, width, classes);
    return new SourceImage(5, height, width, List.of(), Optional.of(mask), Optional.empty());
  }

  @Test
  void nothingIsLearned() {
    ArmPlan plan = OtsuArm.plan(ofTwoClasses(request()));
    assertThat(plan.parameters()).isZero();
    assertThat(plan.trains()).isFalse();
    try (OtsuArm arm = new OtsuArm(ofTwoClasses(request()))) {
      arm.step(List.of(batch()), 1);
      arm.step(List.of(batch()), 1);
      assertThat(arm.takeLosses()).containsExactly(0, 0);
      assertThat(arm.takeLosses()).isEmpty();
    }
  }

  @Test
  void aSingleImageIsShown(@TempDir Path folder) throws IOException {
    try (OtsuArm arm = new OtsuArm(ofTwoClasses(request()))) {
      Image image = new Image(6, 6, 1, batch().pixels());
      assertThat(arm.predict(image).write("cells.png", 0, folder))
          .containsExactly(folder.resolve("cells-mask.png"), folder.resolve("cells-overlay.png"));
    }
  }

  @Test
  void otherThanTwoClassesAreRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> OtsuArm.plan(request()))
        .withMessageContaining("needs 2 classes, the background first");
  }
}
