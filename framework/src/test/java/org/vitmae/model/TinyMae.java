package org.vitmae.model;

import java.util.Collections;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.data.NoData;
import org.vitmae.masking.Mask;
import org.vitmae.tensor.ComputeThreads;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;

/** A masked autoencoder small enough for tests, with random images and masks for it. */
public record TinyMae(PatchGrid grid, NamedParameters parameters, MaskedAutoencoder model)
    implements AutoCloseable {
  static {
    ComputeThreads.configure(2);
  }

  /** Patches of 2 x 2 gray pixels, 3 rows of 4. */
  public static final PatchGrid GRID = new PatchGrid(3, 4, 2, 1);

  /** Makes a model whose initial weights come from {@code seed}. */
  public static TinyMae of(ModelConfig config, PatchGrid grid, long seed) {
    NamedParameters parameters = new NamedParameters();
    Weights weights = new Weights(parameters, Device.CPU, seed);
    return new TinyMae(grid, parameters, new MaskedAutoencoder(weights, config, grid));
  }

  public static ModelConfig config(
      int patchSize, int depth, boolean normPix, ModelConfig.Loss loss) {
    return new ModelConfig(
        patchSize,
        8,
        depth,
        2,
        2,
        12,
        1,
        3,
        normPix,
        loss,
        false,
        false,
        ModelConfig.REFERENCE_EPS);
  }

  /** Two blocks, patches of 2 pixels, squared distance to normalized patches. */
  public static ModelConfig config() {
    return config(2, 2, true, ModelConfig.Loss.L2);
  }

  public static DataConfig data(int height, int width, int channels) {
    return NoData.of(height, width, channels);
  }

  /** Returns images of random bytes that fill a grid, numbered from {@code firstId}. */
  public static Batch batch(PatchGrid grid, int epoch, int firstId, int n) {
    int height = grid.rows() * grid.patchSize();
    int width = grid.columns() * grid.patchSize();
    int values = height * width * grid.channels();
    byte[] pixels = new byte[n * values];
    for (int i = 0; i < n; i++) {
      byte[] image = new byte[values];
      Draws.of(5, "noise", epoch, firstId + i).nextBytes(image);
      System.arraycopy(image, 0, pixels, i * values, values);
    }
    return new Batch(
        epoch,
        LongStream.range(firstId, firstId + n).toArray(),
        n,
        height,
        width,
        grid.channels(),
        pixels,
        Collections.nCopies(n, Annotation.none()));
  }

  /** Returns normal numbers in the shape of {@code n} normalized images, [N, C, H, W]. */
  public static float[] noise(PatchGrid grid, int n, long seed) {
    float[] values = new float[n * grid.length() * grid.patchValues()];
    var random = Draws.of(seed, "images", 0, 0);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Makes {@code noise} a tensor [N, C, H, W]. */
  public static Tensor imgs(float[] values, PatchGrid grid) {
    long height = (long) grid.rows() * grid.patchSize();
    long width = (long) grid.columns() * grid.patchSize();
    long n = values.length / (height * width * grid.channels());
    return Tensors.of(values, Device.CPU, n, grid.channels(), height, width);
  }

  public static PatchedImages patched(float[] values, PatchGrid grid) {
    return PatchedImages.ofNormalized(imgs(values, grid), grid.patchSize());
  }

  /** Draws a random mask. */
  public static Mask mask(PatchGrid grid, int n, double ratio, long seed) {
    float[] noise = new float[n * grid.length()];
    var random = Draws.of(seed, "mask-noise", 0, 0);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat();
    }
    return Mask.fromNoise(noise, n, grid.length(), ratio);
  }

  public static MaskIndices indices(Mask mask) {
    return MaskIndices.of(mask, Device.CPU);
  }

  /** Returns the place of value {@code i} of a patch in an image batch [N, C, H, W]. */
  public static int place(PatchGrid grid, int image, int patch, int i) {
    int side = grid.patchSize();
    int width = grid.columns() * side;
    int height = grid.rows() * side;
    int channel = i % grid.channels();
    int row = patch / grid.columns() * side + i / grid.channels() / side;
    int column = patch % grid.columns() * side + i / grid.channels() % side;
    return ((image * grid.channels() + channel) * height + row) * width + column;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
