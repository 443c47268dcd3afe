package org.vitmae.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitmae.config.MaskingConfig;

class MaskTest {
  private static final long[] IDS = LongStream.range(0, 20).toArray();

  private record Grid(int rows, int columns) {}

  static Stream<MaskingConfig> configurations() {
    return Arrays.stream(MaskingConfig.Strategy.values())
        .flatMap(
            strategy ->
                Stream.of(0.0, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9)
                    .map(ratio -> new MaskingConfig(strategy, ratio)));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everyMaskIsAPermutationThatKeepsExactlyK(MaskingConfig config) {
    for (Grid grid : List.of(new Grid(14, 14), new Grid(4, 4), new Grid(3, 11), new Grid(16, 5))) {
      int patches = grid.rows * grid.columns;
      MaskSampler sampler = MaskSampler.of(config);
      Mask mask = Mask.draw(sampler, grid.rows, grid.columns, 1, 0, IDS);

      assertThat(mask.lenKeep()).isEqualTo((int) (patches * (1 - config.ratio())));
      for (int n = 0; n < IDS.length; n++) {
        long[] restore = row(mask.idsRestore(), n, patches);
        assertThat(Arrays.stream(restore).sorted())
            .containsExactly(LongStream.range(0, patches).boxed().toArray(Long[]::new));
        for (int patch = 0; patch < patches; patch++) {
          boolean kept = restore[patch] < mask.lenKeep();
          assertThat(mask.mask()[n * patches + patch]).isEqualTo(kept ? 0 : 1);
          if (kept) {
            assertThat(mask.idsKeep()[n * mask.lenKeep() + (int) restore[patch]]).isEqualTo(patch);
          }
        }
      }
    }
  }

  @Test
  void aSamplesMaskDependsOnSeedEpochAndIdOnly() {
    for (MaskSampler sampler : List.of(new RandomMasking(0.75), new BlockMasking(0.5))) {
      Mask batch = Mask.draw(sampler, 6, 6, 3, 2, new long[] {7, 8, 9});
      Mask alone = Mask.draw(sampler, 6, 6, 3, 2, new long[] {8});
      assertThat(row(batch.idsKeep(), 1, batch.lenKeep())).isEqualTo(alone.idsKeep());

      assertThat(Mask.draw(sampler, 6, 6, 4, 2, new long[] {8}).mask()).isNotEqualTo(alone.mask());
      assertThat(Mask.draw(sampler, 6, 6, 3, 3, new long[] {8}).mask()).isNotEqualTo(alone.mask());
      assertThat(Mask.draw(sampler, 6, 6, 3, 2, new long[] {9}).mask()).isNotEqualTo(alone.mask());
    }
  }

  @Test
  void randomMaskingKeepsEveryPatchEquallyOften() {
    long[] ids = LongStream.range(0, 4000).toArray();
    Mask mask = Mask.draw(new RandomMasking(0.75), 4, 4, 1, 0, ids);
    int[] kept = new int[16];
    for (long patch : mask.idsKeep()) {
      kept[(int) patch]++;
    }
    // 1000 expected; standard deviation 27.
    assertThat(Arrays.stream(kept)).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
  }

  @Test
  void gridKeepsTheUpperLeftOfEveryTwoByTwo() {
    Mask mask = Mask.draw(new GridMasking(0.75), 4, 6, 1, 0, new long[] {0});
    assertThat(mask.idsKeep()).containsExactly(0, 2, 4, 12, 14, 16);
  }

  @Test
  void blocksClusterMoreThanChance() {
    Mask block = Mask.draw(new BlockMasking(0.5), 14, 14, 1, 0, IDS);
    Mask random = Mask.draw(new RandomMasking(0.5), 14, 14, 1, 0, IDS);
    assertThat(equalNeighbors(block)).isGreaterThan(1.4 * equalNeighbors(random));
  }

  private static double equalNeighbors(Mask mask) {
    int equal = 0;
    for (int n = 0; n < mask.batchSize(); n++) {
      for (int patch = 0; patch < mask.numPatches(); patch++) {
        if (patch % 14 != 13) {
          int at = n * mask.numPatches() + patch;
          equal += mask.mask()[at] == mask.mask()[at + 1] ? 1 : 0;
        }
      }
    }
    return equal;
  }

  @Test
  void equalNoiseKeepsItsOrder() {
    float[] noise = {0.5f, 0, -0f, 0.5f, -1, Float.NaN, Float.POSITIVE_INFINITY, 0};
    assertThat(Argsort.stable(noise, 0, noise.length)).containsExactly(4, 1, 2, 7, 0, 3, 6, 5);
  }

  @Test
  void noneKeepsEveryPatchInPlace() {
    Mask mask = Mask.none(2, 3);
    assertThat(mask.idsKeep()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(mask.idsRestore()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(mask.mask()).containsOnly(0);
  }

  @Test
  void refusesToKeepNothing() {
    assertThatThrownBy(() -> Mask.fromNoise(new float[9], 1, 9, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a mask keeps 1 to L = 9 patches, got K = 0; lower the mask ratio");
    assertThatThrownBy(() -> new RandomMasking(1)).hasMessageContaining("in [0, 1), got 1.0");
    assertThatThrownBy(() -> Mask.fromNoise(new float[8], 1, 9, 0.5))
        .hasMessage("noise must be [N, L] = [1, 9], got 8 values");
  }

  private static long[] row(long[] values, int row, int length) {
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }
}
