package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitmae.config.ModelConfig;
import org.vitmae.masking.Mask;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

class MaskedAutoencoderTest {
  private static final int N = 3;
  private static final double RATIO = 0.75;
  private static final PatchGrid GRID = TinyMae.GRID;

  private final Mask mask = TinyMae.mask(GRID, N, RATIO, 1);

  @Test
  void theEncoderSeesEveryKeptPatchAndNoRemovedOne() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(), GRID, 1)) {
      float[] values = TinyMae.noise(GRID, N, 1);
      float[] latent = latent(mae, values);
      int width = latent.length / N;
      for (int image = 0; image < N; image++) {
        for (int patch = 0; patch < GRID.length(); patch++) {
          float[] changed = values.clone();
          changed[TinyMae.place(GRID, image, patch, 3)] += 5;
          float[] other = latent(mae, changed);
          boolean removed = mask.mask()[image * GRID.length() + patch] == 1;
          for (int i = 0; i < N; i++) {
            float[] before = Arrays.copyOfRange(latent, i * width, (i + 1) * width);
            float[] after = Arrays.copyOfRange(other, i * width, (i + 1) * width);
            assertThat(Arrays.equals(before, after))
                .as("image %d after a change of patch %d of image %d", i, patch, image)
                .isEqualTo(removed || i != image);
          }
        }
      }
    }
  }

  @Test
  void anEncoderWithMaskTokensHasATokenPerPatchAndSeesNoRemovedOne() {
    ModelConfig config = TinyMae.config().withMaskTokensInEncoder(true);
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(config, GRID, 1)) {
      float[] values = TinyMae.noise(GRID, N, 1);
      float[] latent = latent(mae, values);
      assertThat(latent).hasSize(N * (1 + GRID.length()) * config.embedDim());
      for (int patch = 0; patch < GRID.length(); patch++) {
        float[] changed = values.clone();
        changed[TinyMae.place(GRID, 0, patch, 3)] += 5;
        assertThat(Arrays.equals(latent, latent(mae, changed)))
            .as("unchanged by patch %d", patch)
            .isEqualTo(mask.mask()[patch] == 1);
      }
      float[] before = inPlace(mae, values, mask);
      assertThat(inPlace(mae, values, reversed(mask)))
          .as("positions go with the tokens")
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(before);
      mae.parameters().get("encoder_mask_token").add_(new Scalar(1));
      assertThat(latent(mae, values)).isNotEqualTo(latent);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void plannedWeightsAreThoseOfTheModel(boolean maskTokensInEncoder) {
    ModelConfig config = TinyMae.config().withMaskTokensInEncoder(maskTokensInEncoder);
    try (TinyMae mae = TinyMae.of(config, GRID, 1)) {
      long weights =
          mae.parameters().names().stream().mapToLong(n -> mae.parameters().get(n).numel()).sum();
      assertThat(weights).isEqualTo(Cost.parameters(config, TinyMae.data(6, 8, 1)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, L2, 3, 4, 2, 1",
    "2, true, L1, 3, 4, 2, 1",
    "1, false, L2, 5, 2, 3, 3",
    "1, false, L2, 1, 5, 1, 4",
    "2, false, L1, 1, 7, 2, 4",
    "1, true, L2, 2, 3, 2, 16"
  })
  void theLossIsTheMeanDistanceOverRemovedPatchesOnly(
      int depth, boolean normPix, ModelConfig.Loss loss, int rows, int columns, int side, int c) {
    PatchGrid grid = new PatchGrid(rows, columns, side, c);
    Mask drawn = TinyMae.mask(grid, N, 0.6, 2);
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(side, depth, normPix, loss), grid, 2)) {
      PatchedImages images = TinyMae.patched(TinyMae.noise(grid, N, 2), grid);
      MaskIndices indices = TinyMae.indices(drawn);
      float[] pred = Tensors.toFloats(mae.model().predict(images, indices, FeatureTap.NONE));
      float[] patches = Tensors.toFloats(images.all());
      double[] expected = new double[N];
      int values = grid.patchValues();
      for (int image = 0; image < N; image++) {
        for (int patch = 0; patch < grid.length(); patch++) {
          int row = image * grid.length() + patch;
          if (drawn.mask()[row] == 1) {
            int from = (image * grid.length() + (int) drawn.idsRestore()[row]) * values;
            double[] target = target(patches, row * values, values, normPix);
            expected[image] += distance(pred, from, target, loss);
          }
        }
        expected[image] /= (double) values * (grid.length() - drawn.lenKeep());
      }
      float[] each = Tensors.toFloats(mae.model().losses(images, indices));
      assertThat(each).hasSize(N);
      double mean = 0;
      for (int image = 0; image < N; image++) {
        assertThat((double) each[image]).isCloseTo(expected[image], within(1e-5 * expected[image]));
        mean += expected[image] / N;
      }
      assertThat(mae.model().loss(images, indices).item_double())
          .isCloseTo(mean, within(1e-5 * mean));
    }
  }

  @Test
  void theOrderOfTokensDoesNotMatter() {
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(), GRID, 3)) {
      Mask other = reversed(mask);
      assertThat(other.mask()).isEqualTo(mask.mask());
      assertThat(other.idsKeep()).isNotEqualTo(mask.idsKeep());

      float[] values = TinyMae.noise(GRID, N, 3);
      assertThat(inPlace(mae, values, other))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(inPlace(mae, values, mask));
    }
  }

  @Test
  void theTargetHasMeanZeroAndUnbiasedDeviationOne() {
    PatchGrid grid = new PatchGrid(1, 2, 3, 4);
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(TinyMae.config(3, 1, true, ModelConfig.Loss.L2), grid, 4)) {
      float[] patches = TinyMae.noise(grid, 1, 4);
      int values = grid.patchValues();
      Arrays.fill(patches, 0, values, 0.5f);
      float[] target =
          Tensors.toFloats(mae.model().target(Tensors.of(patches, Device.CPU, 1, 2, values)));

      for (int i = 0; i < values; i++) {
        assertThat(target[i]).as("a constant patch").isZero();
      }
      double mean = 0;
      double squares = 0;
      for (int i = values; i < 2 * values; i++) {
        mean += target[i] / (double) values;
        squares += target[i] * (double) target[i] / (values - 1);
      }
      assertThat(mean).isCloseTo(0, within(1e-6));
      assertThat(squares).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void everyPartOfTheForwardPassCanBeTapped() {
    ModelConfig config = TinyMae.config(2, 3, true, ModelConfig.Loss.L2);
    List<String> names = new ArrayList<>();
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        TinyMae mae = TinyMae.of(config, GRID, 5)) {
      FeatureTap tap = (name, value) -> names.add(name);
      PatchedImages images = TinyMae.patched(TinyMae.noise(GRID, N, 5), GRID);
      mae.model().encoder().encode(images, DropPath.NONE, tap);
      assertThat(names).containsExactlyElementsOf(concat(List.of("patch_embed"), blocks("", 3)));

      names.clear();
      mae.model().predict(images, TinyMae.indices(mask), tap);
      assertThat(names).containsAll(blocks("", 3)).contains("norm", "decoder_embed");
      assertThat(names).containsAll(blocks("decoder_", 1));
    }
  }

  private static List<String> blocks(String stack, int depth) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      String block = stack + "blocks." + i;
      names.addAll(List.of(block + ".attn", block + ".mlp", block));
    }
    return names;
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private float[] latent(TinyMae mae, float[] values) {
    PatchedImages images = TinyMae.patched(values, GRID);
    return Tensors.toFloats(mae.model().latent(images, TinyMae.indices(mask), FeatureTap.NONE));
  }

  /** Returns the prediction with patches in the image's order. */
  private static float[] inPlace(TinyMae mae, float[] values, Mask mask) {
    Tensor predicted =
        mae.model().predict(TinyMae.patched(values, GRID), TinyMae.indices(mask), FeatureTap.NONE);
    float[] pred = Tensors.toFloats(predicted);
    float[] ordered = new float[pred.length];
    int size = GRID.patchValues();
    for (int row = 0; row < N * GRID.length(); row++) {
      int from = row / GRID.length() * GRID.length() + (int) mask.idsRestore()[row];
      System.arraycopy(pred, from * size, ordered, row * size, size);
    }
    return ordered;
  }

  /** Returns a mask of the same patches with both kept and removed ones in the opposite order. */
  private static Mask reversed(Mask mask) {
    int length = mask.numPatches();
    int keep = mask.lenKeep();
    long[] idsRestore = new long[mask.idsRestore().length];
    long[] idsKeep = new long[mask.idsKeep().length];
    for (int i = 0; i < idsRestore.length; i++) {
      long place = mask.idsRestore()[i];
      idsRestore[i] = place < keep ? keep - 1 - place : length - 1 - (place - keep);
      if (place < keep) {
        idsKeep[i / length * keep + (int) idsRestore[i]] = i % length;
      }
    }
    return new Mask(mask.batchSize(), length, keep, idsKeep, idsRestore, mask.mask());
  }

  private static double[] target(float[] patches, int from, int count, boolean normPix) {
    double mean = 0;
    double squares = 0;
    double[] target = new double[count];
    for (int i = 0; i < count; i++) {
      mean += patches[from + i] / (double) count;
    }
    for (int i = 0; i < count; i++) {
      target[i] = patches[from + i] - mean;
      squares += target[i] * target[i];
    }
    for (int i = 0; i < count; i++) {
      target[i] = normPix ? target[i] / Math.sqrt(squares / (count - 1) + 1e-6) : patches[from + i];
    }
    return target;
  }

  private static double distance(float[] pred, int from, double[] target, ModelConfig.Loss loss) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      double difference = pred[from + i] - target[i];
      sum += loss == ModelConfig.Loss.L2 ? difference * difference : Math.abs(difference);
    }
    return sum;
  }
}
