package org.vitmae.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitmae.data.Batch;
import org.vitmae.tensor.Device;

class FeatureCacheTest {
  private static final Batch BATCH = Batches.bands(6, 8, 1, 2, 1);

  private final List<Long> computed = new ArrayList<>();

  /** Gives an image the features (id, 1). */
  private float[] features(Batch batch) {
    float[] values = new float[2 * batch.size()];
    for (int n = 0; n < batch.size(); n++) {
      computed.add(batch.ids()[n]);
      values[2 * n] = batch.ids()[n];
      values[2 * n + 1] = 1;
    }
    return values;
  }

  private float[] ask(FeatureCache cache, Batch batch) {
    return cache.of(batch, this::features);
  }

  @Test
  void computesEachImageOnceAndKeepsTheOrder() {
    FeatureCache cache = new FeatureCache(2, 1000, Device.CPU);
    ask(cache, BATCH.only(new int[] {3, 1}));

    assertThat(ask(cache, BATCH.only(new int[] {0, 1, 2, 3})))
        .containsExactly(0, 1, 1, 1, 2, 1, 3, 1);
    assertThat(computed).containsExactly(3L, 1L, 0L, 2L);
  }

  @Test
  void keepsNoMoreThanItsLimit() {
    FeatureCache cache = new FeatureCache(2, 3 * 2 * Float.BYTES, Device.CPU);
    float[] first = ask(cache, BATCH);

    assertThat(ask(cache, BATCH)).isEqualTo(first);
    assertThat(cache.size()).isEqualTo(3);
    assertThat(computed).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 3L, 4L, 5L);
  }

  @Test
  void anImageThatWasVariedIsComputedAnew() {
    FeatureCache cache = new FeatureCache(2, 1000, Device.CPU);
    Batch one = BATCH.only(new int[] {4});
    ask(cache, one);
    one.pixels()[7]++;
    ask(cache, one);

    assertThat(computed).containsExactly(4L, 4L);
  }

  @Test
  void onTheCpuEachImageIsComputedAlone() {
    List<Integer> sizes = new ArrayList<>();
    new FeatureCache(2, 1000, Device.CPU)
        .of(
            BATCH,
            some -> {
              sizes.add(some.size());
              return features(some);
            });

    assertThat(sizes).containsExactly(1, 1, 1, 1, 1, 1);
  }

  @Test
  void paddingIsAnsweredToo() {
    FeatureCache cache = new FeatureCache(2, 1000, Device.CPU);

    assertThat(ask(cache, BATCH.only(new int[] {2, 2, 5}))).containsExactly(2, 1, 2, 1, 5, 1);
  }
}
