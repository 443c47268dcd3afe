package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.DataConfig.OnCorrupt;
import org.vitmae.config.FramingConfig;
import org.vitmae.image.Image;

/** Windows that one class fills, as mmsegmentation draws them again ({@code cat_max_ratio}). */
class RedrawnWindowTest {
  private static final int HEIGHT = 10;
  private static final int WIDTH = 100;
  private static final int BORDER = 80; // between the classes
  private static final int SIDE = 20; // of a window, of which the image fills one half

  /** A pixel's value is its column, its class 0 or, right of the border, 1. */
  private static Sample twoClasses() {
    byte[] pixels = new byte[HEIGHT * WIDTH];
    byte[] classes = new byte[HEIGHT * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % WIDTH);
      classes[i] = (byte) (i % WIDTH < BORDER ? 0 : 1);
    }
    return sample(new Image(HEIGHT, WIDTH, 1, pixels), classes);
  }

  private static Sample sample(Image image, byte[] classes) {
    ClassMask mask = new ClassMask(image.height(), image.width(), classes);
    return new Sample(3, image, new Annotation(OptionalInt.empty(), List.of(), Optional.of(mask)));
  }

  private static Transform windows(double classShareMax, double flip, int height, int width) {
    FramingConfig framing = new FramingConfig(FramingConfig.Mode.WINDOW, 1, 1, 0, classShareMax);
    return new TrainTransform(
        new AugmentConfig(1, 1, 1, 1, flip, 0, 0, 0, 0, 0, framing), NoData.of(height, width, 1));
  }

  private static RandomGenerator random(int epoch) {
    return Draws.of(5, "augment", epoch, 3);
  }

  private static int left(Sample window) {
    return window.image().at(0, 0, 0);
  }

  /** Of 20 columns 15 are three quarters. */
  private static boolean isFilled(int left) {
    int ofSecond = Math.max(0, left + SIDE - BORDER);
    return Math.max(ofSecond, SIDE - ofSecond) >= 15;
  }

  @Test
  void aFilledWindowIsDrawnAgainUpToTenTimes() {
    Transform redrawing = windows(0.75, 0, SIDE, SIDE);
    int filled = 0;
    for (int epoch = 0; epoch < 300; epoch++) {
      RandomGenerator random = random(epoch);
      random.nextDouble(); // the size, which stays
      int left = draw(random);
      for (int again = 0; again < 10 && isFilled(left); again++) {
        left = draw(random);
      }
      filled += isFilled(left) ? 1 : 0;

      assertThat(left(redrawing.apply(twoClasses(), random(epoch)))).isEqualTo(left);
    }
    // Of 81 windows 72 are filled: all eleven of an example in 27 % of all cases.
    assertThat(filled).isBetween(50, 115);
  }

  private static int draw(RandomGenerator random) {
    assertThat(random.nextInt(1)).isZero(); // the top
    return random.nextInt(WIDTH - SIDE + 1);
  }

  @Test
  void theFirstDrawIsTheSameAsWithoutTheRule() {
    Transform once = windows(1, 0.5, SIDE, SIDE);
    Transform redrawing = windows(0.75, 0.5, SIDE, SIDE);
    int kept = 0;
    for (int epoch = 0; epoch < 300; epoch++) {
      Sample first = once.apply(twoClasses(), random(epoch));
      int left = Math.min(left(first), first.image().at(0, SIDE - 1, 0));
      if (!isFilled(left)) {
        assertSame(redrawing.apply(twoClasses(), random(epoch)), first);
        kept++;
      }
    }
    assertThat(kept).isBetween(15, 60); // 9 of 81 windows
  }

  @ParameterizedTest
  @ValueSource(ints = {HEIGHT, 2 * HEIGHT})
  void whereNoOtherWindowIsNoneIsDrawn(int height) {
    for (int epoch = 0; epoch < 20; epoch++) {
      assertSame(
          windows(0.5, 0.5, height, WIDTH).apply(twoClasses(), random(epoch)),
          windows(1, 0.5, height, WIDTH).apply(twoClasses(), random(epoch)));
    }
  }

  @Test
  void anImageWithoutAMaskIsDrawnOnce() {
    Sample bare = new Sample(3, twoClasses().image(), Annotation.none());
    for (int epoch = 0; epoch < 20; epoch++) {
      Image redrawn = windows(0.01, 0, SIDE, SIDE).apply(bare, random(epoch)).image();
      Image once = windows(1, 0, SIDE, SIDE).apply(bare, random(epoch)).image();
      assertThat(redrawn.pixels()).isEqualTo(once.pixels());
    }
  }

  @Test
  void pixelsWithoutALabelDoNotCount() {
    byte[] classes = new byte[20];
    Arrays.fill(classes, (byte) ClassMask.IGNORE);
    assertThat(new ClassMask(4, 5, classes).greatestShare()).isEqualTo(1);
    classes[7] = (byte) 254;
    assertThat(new ClassMask(4, 5, classes).greatestShare()).isEqualTo(1);
    Arrays.fill(classes, 10, 13, (byte) 0);
    assertThat(new ClassMask(4, 5, classes).greatestShare()).isEqualTo(0.75);
  }

  @Test
  void windowsDependOnNeitherBatchNorWorkers() {
    Transform redrawing = windows(0.6, 0.5, 24, 24);
    Dataset scenes = new ScenesDataset(0, "redrawn", 12, 48, 48);
    Map<Long, byte[]> alone = images(scenes, redrawing, 1, 1);

    images(scenes, redrawing, 6, 3)
        .forEach((id, pixels) -> assertThat(pixels).isEqualTo(alone.get(id)));
    assertThat(images(scenes, windows(1, 0.5, 24, 24), 1, 1))
        .anySatisfy((id, pixels) -> assertThat(pixels).isNotEqualTo(alone.get(id)));
  }

  private static Map<Long, byte[]> images(
      Dataset dataset, Transform transform, int batchSize, int workers) {
    LoaderOptions options = new LoaderOptions(batchSize, true, true, 4, workers, OnCorrupt.FAIL);
    Map<Long, byte[]> images = new HashMap<>();
    try (PrefetchedBatches batches = new Loader(dataset, transform, options).open(2, 0)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        for (int i = 0; i < batch.size(); i++) {
          images.put(batch.ids()[i], batch.only(new int[] {i}).pixels());
        }
      }
    }
    assertThat(images).hasSize(dataset.size());
    return images;
  }

  private static void assertSame(Sample one, Sample other) {
    assertThat(one.image().pixels()).isEqualTo(other.image().pixels());
    assertThat(one.annotation().mask().orElseThrow().classes())
        .isEqualTo(other.annotation().mask().orElseThrow().classes());
  }
}
