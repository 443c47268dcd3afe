package org.vitmae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.ConfigException;
import org.vitmae.data.Batch;
import org.vitmae.model.TinyMae;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;

class MaePretrainingTest {
  private final MaePretraining pretraining = TinyPretraining.objective(1, Precision.FP32);

  @AfterEach
  void free() {
    pretraining.close();
  }

  @Test
  void masksAreDrawnAnewInEveryEpoch() {
    Batch first = TinyMae.batch(TinyPretraining.GRID, 0, 0, 4);
    assertThat(loss(first)).isEqualTo(loss(first)).isNotEqualTo(loss(inEpoch(first, 1)));
  }

  @Test
  void validationMasksAreTheSameInEveryEpoch() {
    Batch first = TinyMae.batch(TinyPretraining.GRID, 0, 0, 4);
    assertThat(validation(first)).isEqualTo(validation(inEpoch(first, 5)));
  }

  @Test
  void validationIsTheMeanOverImagesHoweverTheyAreBatched() {
    Batch all = TinyMae.batch(TinyPretraining.GRID, 0, 0, 6);
    Batch most = TinyMae.batch(TinyPretraining.GRID, 0, 0, 4);
    Batch rest = TinyMae.batch(TinyPretraining.GRID, 0, 4, 2);
    assertThat(validation(most, rest)).isCloseTo(validation(all), within(1e-6));
  }

  @Test
  void paddingDoesNotCount() {
    Batch four = TinyMae.batch(TinyPretraining.GRID, 0, 0, 4);
    Batch two = TinyMae.batch(TinyPretraining.GRID, 0, 0, 2);
    assertThat(validation(withValid(four, 2))).isCloseTo(validation(two), within(1e-6));
    assertThat(pretraining.reconstruct(withValid(four, 2))).hasSize(2);
  }

  @Test
  void reconstructionsKeepTheVisiblePixels() {
    Batch batch = TinyMae.batch(TinyPretraining.GRID, 0, 0, 2);
    List<Reconstruction> drawn = pretraining.reconstruct(batch);
    for (int image = 0; image < 2; image++) {
      byte[] original = drawn.get(image).original().pixels();
      byte[] masked = drawn.get(image).masked().pixels();
      byte[] reconstructed = drawn.get(image).reconstructed().pixels();
      int size = original.length;
      assertThat(original)
          .isEqualTo(Arrays.copyOfRange(batch.pixels(), image * size, (image + 1) * size));
      int hidden = 0;
      for (int i = 0; i < size; i++) {
        if (masked[i] == original[i]) {
          hidden += reconstructed[i] == original[i] ? 0 : 1;
        }
      }
      // A hidden pixel may be gray by chance, which is rare.
      assertThat(hidden).isLessThan(size / 20);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.99})
  void aRatioThatLeavesNothingToDoIsRefused(double ratio) {
    assertThatThrownBy(
            () ->
                new MaePretraining(
                    TinyMae.config(),
                    TinyPretraining.data(),
                    TinyPretraining.masking(ratio),
                    Device.CPU,
                    Precision.FP32,
                    1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("masking.ratio is " + ratio, "of 12 patches");
  }

  private double loss(Batch batch) {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad()) {
      return pretraining.loss(batch).item_double();
    }
  }

  private double validation(Batch... batches) {
    return pretraining.evaluate(List.of(batches)).get("loss");
  }

  private static Batch inEpoch(Batch batch, int epoch) {
    return new Batch(
        epoch,
        batch.ids(),
        batch.valid(),
        batch.height(),
        batch.width(),
        batch.channels(),
        batch.pixels(),
        batch.annotations());
  }

  private static Batch withValid(Batch batch, int valid) {
    return new Batch(
        batch.epoch(),
        batch.ids(),
        valid,
        batch.height(),
        batch.width(),
        batch.channels(),
        batch.pixels(),
        batch.annotations());
  }
}
