package org.vitmae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitmae.config.ModelConfig;
import org.vitmae.data.Draws;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/** Compares gradients of the whole loss with central differences, in 64 bits. */
class GradientTest {
  private static final PatchGrid GRID = new PatchGrid(2, 3, 2, 1);
  private static final int N = 2;
  private static final double H = 1e-6;

  @ParameterizedTest
  @CsvSource({"true, L2, false", "false, L2, false", "true, L1, false", "true, L2, true"})
  void everyGradientIsTheSlopeOfTheLoss(
      boolean normPix, ModelConfig.Loss distance, boolean maskTokensInEncoder) {
    ModelConfig config =
        TinyMae.config(2, 2, normPix, distance).withMaskTokensInEncoder(maskTokensInEncoder);
    try (Scope scope = new Scope();
        TinyMae mae = TinyMae.of(config, GRID, 11)) {
      NamedParameters parameters = mae.parameters();
      inDouble(parameters);
      MaskIndices mask = TinyMae.indices(TinyMae.mask(GRID, N, 0.5, 11));
      Tensor imgs = TinyMae.imgs(TinyMae.noise(GRID, N, 11), GRID).to(ScalarType.Double);
      PatchedImages images = PatchedImages.ofNormalized(imgs, GRID.patchSize());
      mae.model().loss(images, mask).backward();

      for (String name : parameters.trainable()) {
        Tensor direction = direction(name, parameters.get(name));
        double slope = parameters.get(name).grad().mul(direction).sum().item_double();
        try (NoGrad noGrad = new NoGrad()) {
          parameters.get(name).add_(direction, new Scalar(H));
          double above = mae.model().loss(images, mask).item_double();
          parameters.get(name).add_(direction, new Scalar(-2 * H));
          double below = mae.model().loss(images, mask).item_double();
          parameters.get(name).add_(direction, new Scalar(H));
          assertThat(slope)
              .as(name)
              .isCloseTo((above - below) / (2 * H), within(1e-8 + 1e-6 * Math.abs(slope)));
        }
      }
    }
  }

  /** Makes all tensors 64 bits wide, with biases and scales away from zero and one. */
  private static void inDouble(NamedParameters parameters) {
    try (NoGrad noGrad = new NoGrad()) {
      for (String name : parameters.names()) {
        Tensor tensor = parameters.get(name);
        Tensor wide = tensor.to(ScalarType.Double);
        if (tensor.requires_grad()) {
          wide = wide.add(direction("start/" + name, wide), new Scalar(0.05));
        }
        tensor.set_data(wide);
      }
    }
  }

  private static Tensor direction(String name, Tensor like) {
    RandomGenerator random = Draws.of(1, name, 0, 0);
    float[] values = new float[(int) like.numel()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.of(values, Device.CPU, Tensors.shape(like)).to(ScalarType.Double);
  }
}
