package org.vitmae.classification.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.vitmae.classification.Batches;
import org.vitmae.classification.Requests;
import org.vitmae.classification.mixing.Mix;
import org.vitmae.data.Batch;
import org.vitmae.deeplearning4j.PixelNormalization;
import org.vitmae.image.Window;

class MixedImagesTest {
  private static final int SIDE = 4;
  private static final int CHANNELS = 2;

  private final MixedImages images =
      new MixedImages(new PixelNormalization(Requests.data(SIDE, SIDE, CHANNELS)));

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void imagesAreMixedWithThoseFromTheOtherEnd(int number) {
    Batch batch = Batches.bands(number, SIDE, CHANNELS, 2, 1);
    float[] plain = floats(batch, Mix.NONE);
    int values = SIDE * SIDE * CHANNELS;
    for (Mix mix :
        new Mix[] {
          new Mix(0.25, Optional.empty()), Mix.cutmix(new Window(1, 0, 2, 3), SIDE, SIDE)
        }) {
      float[] shares = mix.pixelShares(SIDE, SIDE);
      float[] mixed = floats(batch, mix);
      for (int i = 0; i < mixed.length; i++) {
        float other = plain[(number - 1 - i / values) * values + i % values];
        float share = shares[i % shares.length];
        assertThat(mixed[i]).isCloseTo(share * plain[i] + (1 - share) * other, within(1e-5f));
      }
    }
  }

  private float[] floats(Batch batch, Mix mix) {
    try (INDArray mixed = images.of(batch, mix)) {
      return mixed.data().asFloat();
    }
  }
}
