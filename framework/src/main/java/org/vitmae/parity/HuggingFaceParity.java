package org.vitmae.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ModelConfig;
import org.vitmae.masking.Mask;
import org.vitmae.model.FeatureTap;
import org.vitmae.model.MaskIndices;
import org.vitmae.model.MaskedAutoencoder;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.WeightTransfer;
import org.vitmae.weights.ModelFacts;
import org.vitmae.weights.ModelShape;
import org.vitmae.weights.ModelWeights;
import org.vitmae.weights.StateDict;
import org.vitmae.weights.WeightsReader;

/**
 * Checks a Hugging Face folder ({@code hf}): its weights, and what the model computes with them on
 * the images and masks of the {@code mae_tiny} fixture beside it.
 */
public final class HuggingFaceParity implements ParitySuite {
  /** The eps that the library's published checkpoints have. */
  private static final double OTHER_EPS = 1e-12;

  private static final double MASK_RATIO = 0.75;

  @Override
  public String fixture() {
    return "hf";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture tiny = new Fixture(folder.resolveSibling("mae_tiny"));
    try (ModelWeights weights = WeightsReader.open(folder);
        StateDict reference = WeightsReader.tensors(tiny.folder().resolve("weights.safetensors"));
        Safetensors inputs = tiny.tensors("inputs");
        Safetensors want = new Fixture(folder).tensors("expected")) {
      SameWeights.check(
          "weights", weights.tensors(), "", reference, UnaryOperator.identity(), comparisons);
      double eps = weights.facts().layerNormEps().orElseThrow();
      ModelConfig config = config(weights.shape(), weights.facts());
      Run run = new Run(folder, config, device, precision, inputs, want, comparisons);
      run.check("", eps);
      run.check("_eps1e-12", OTHER_EPS);
    }
  }

  private static ModelConfig config(ModelShape shape, ModelFacts facts) {
    ModelShape.Stack decoder = shape.decoder().orElseThrow();
    return new ModelConfig(
        shape.patchSize(),
        shape.embedDim(),
        shape.depth(),
        facts.numHeads().orElseThrow(),
        (double) shape.mlpDim() / shape.embedDim(),
        decoder.width(),
        decoder.depth(),
        facts.decoderNumHeads().orElseThrow(),
        facts.normPixLoss().orElseThrow(),
        ModelConfig.Loss.L2,
        false,
        false,
        facts.layerNormEps().orElseThrow());
  }

  private record Run(
      Path folder,
      ModelConfig config,
      Device device,
      Precision precision,
      Safetensors inputs,
      Safetensors want,
      Comparisons comparisons) {
    void check(String suffix, double eps) {
      PatchGrid grid = grid();
      try (Scope scope = new Scope();
          NoGrad noGrad = new NoGrad();
          NamedParameters parameters = new NamedParameters()) {
        MaskedAutoencoder model =
            new MaskedAutoencoder(new Weights(parameters, device, 0), config.withEps(eps), grid);
        WeightTransfer.load(folder, parameters, name -> true, config, grid);
        long[] shape = inputs.shape("noise");
        Mask mask =
            Mask.fromNoise(inputs.floats("noise"), (int) shape[0], (int) shape[1], MASK_RATIO);
        PatchedImages images =
            PatchedImages.ofNormalized(Fixture.load(inputs, "imgs", device), config.patchSize());
        MaskIndices indices = MaskIndices.of(mask, device);
        try (Autocast autocast = new Autocast(device, precision)) {
          float[] pred = Tensors.toFloats(model.predict(images, indices, FeatureTap.NONE));
          comparisons.tensor(
              "logits" + suffix,
              MaeParity.unshuffle(pred, mask, 0),
              want.floats("logits" + suffix),
              Limit.forward(precision));
          comparisons.number(
              "loss" + suffix,
              model.loss(images, indices).to(ScalarType.Double).item_double(),
              want.floats("loss" + suffix)[0],
              Limit.loss(precision));
        }
        comparisons.tensor("mask" + suffix, mask.mask(), want.floats("mask"), Limit.EXACT);
        comparisons.exact("ids_restore" + suffix, mask.idsRestore(), want.longs("ids_restore"));
      }
    }

    private PatchGrid grid() {
      long[] imgs = inputs.shape("imgs"); // [N, C, H, W]
      int patch = config.patchSize();
      return new PatchGrid((int) imgs[2] / patch, (int) imgs[3] / patch, patch, (int) imgs[1]);
    }
  }
}
