package org.vitmae.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.image.Image;

class BatchImageTest {
  @Test
  void paddingIsLeftOut() {
    byte[] pixels = new byte[2 * 3 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    List<Annotation> none = List.of(Annotation.none(), Annotation.none());
    Batch batch = new Batch(0, new long[2], 2, 3, 3, 1, pixels, none);

    Image shown = BatchImage.of(batch, 1, 2, 2);

    assertThat(shown.pixels()).containsExactly(9, 10, 12, 13);
  }

  @Test
  void ofOtherSensorsThreeChannelsOrOneAreShown() {
    List<Annotation> none = List.of(Annotation.none());
    Batch two = new Batch(0, new long[1], 1, 1, 2, 2, new byte[] {1, 2, 3, 4}, none);
    Batch four = new Batch(0, new long[1], 1, 1, 1, 4, new byte[] {1, 2, 3, 4}, none);

    assertThat(BatchImage.of(two, 0, 1, 2).pixels()).containsExactly(1, 3);
    assertThat(BatchImage.of(four, 0, 1, 1).pixels()).containsExactly(1, 2, 3);
  }
}
