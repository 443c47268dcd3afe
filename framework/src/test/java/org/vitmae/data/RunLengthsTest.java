package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunLengthsTest {
  private static byte[] noise(Random random, int length) {
    byte[] pixels = new byte[length];
    for (int i = 0; i < length; i++) {
      pixels[i] = random.nextInt(4) == 0 ? 1 : i > 0 ? pixels[i - 1] : 0;
    }
    return pixels;
  }

  @Test
  void decodingInvertsEncoding() {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      int height = 1 + random.nextInt(9);
      int width = 1 + random.nextInt(9);
      byte[] pixels = noise(random, height * width);
      RunLengths mask = RunLengths.encode(height, width, pixels);

      assertThat(mask.decode()).isEqualTo(pixels);
      assertThat(RunLengthText.parse(RunLengthText.format(mask), height, width)).isEqualTo(mask);
    }
  }

  @Test
  void unionAndIntersectionAreThoseOfThePixels() {
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      byte[] a = noise(random, 35);
      byte[] b = noise(random, 35);
      byte[] both = new byte[35];
      int common = 0;
      for (int k = 0; k < 35; k++) {
        both[k] = (byte) (a[k] | b[k]);
        common += a[k] & b[k];
      }
      RunLengths first = RunLengths.encode(5, 7, a);
      RunLengths second = RunLengths.encode(5, 7, b);

      assertThat(first.union(second)).isEqualTo(RunLengths.encode(5, 7, both));
      assertThat(first.intersection(second)).isEqualTo(common);
    }
  }

  @Test
  void runsGoColumnByColumn() {
    RunLengths mask = RunLengths.encode(2, 3, new byte[] {0, 1, 1, 0, 0, 1});

    assertThat(mask.counts()).containsExactly(2, 1, 1, 2);
    assertThat(mask.area()).isEqualTo(3);
    assertThat(mask.bounds()).containsExactly(1, 0, 2, 2);
    assertThat(RunLengths.encode(2, 3, new byte[6]).bounds()).containsOnly(0);
  }

  @Test
  void aPolygonIsDrawnWithItsCornersInPixels() {
    double[] rectangle = {1, 1, 4, 1, 4, 3, 1, 3};
    double[] outside = {-10, -10, 2, -10, 2, 20, -10, 20};

    assertThat(new Polygons(List.of(rectangle)).raster(5, 6).bounds()).containsExactly(1, 1, 3, 2);
    assertThat(new Polygons(List.of(outside)).raster(5, 6).bounds()).containsExactly(0, 0, 2, 5);
    assertThat(new Polygons(List.of(rectangle, outside)).raster(5, 6).area()).isEqualTo(14);
  }

  @Test
  void runsMustCoverTheirImage() {
    assertRefused(() -> new RunLengths(2, 2, new int[] {1, 4}), "cover 5 pixels", "2 x 2 = 4");
    assertRefused(() -> new RunLengths(2, 2, new int[] {5, -1}), "length -1");
    assertRefused(() -> RunLengthText.parse("4", 2, 3), "cover 4 pixels");
    assertRefused(() -> RunLengthText.parse("oooooooooo", 2, 3), "end within");
    assertRefused(() -> RunLengthText.parse("4o", 2, 3), "end within");
    assertRefused(() -> RunLengthText.parse("4 ", 2, 3), "character \" \"");
    assertRefused(() -> new Polygons(List.of(new double[4])), "three or more corners");
  }

  private static void assertRefused(Runnable made, String... parts) {
    assertThatThrownBy(made::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }
}
