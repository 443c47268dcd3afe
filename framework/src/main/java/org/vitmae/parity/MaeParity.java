package org.vitmae.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.masking.Mask;
import org.vitmae.model.DropPath;
import org.vitmae.model.MaskIndices;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.Patches;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/** Checks the masked autoencoder's forward values, losses and gradients ({@code mae_tiny}). */
public final class MaeParity implements ParitySuite {
  private static final double DEFAULT_RATIO = 0.75;
  private static final double HALF = 0.5;

  @Override
  public String fixture() {
    return "mae_tiny";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    new Run(new Fixture(folder), device, precision, comparisons).all();
  }

  private record Run(Fixture fixture, Device device, Precision precision, Comparisons comparisons) {
    void all() throws IOException {
      try (Safetensors inputs = fixture.tensors("inputs")) {
        forward(inputs, "forward", DEFAULT_RATIO);
        forward(inputs, "forward_ratio50", HALF);
        for (JsonNode entry : fixture.json("loss.json")) {
          loss(inputs, entry);
        }
        gradients(inputs);
      }
    }

    private void forward(Safetensors inputs, String file, double ratio) throws IOException {
      try (Scope scope = new Scope();
          NoGrad noGrad = new NoGrad();
          RecordedModel recorded = RecordedModel.load(fixture, true, device);
          Safetensors want = fixture.tensors(file)) {
        Mask mask = mask(inputs, ratio);
        ids(file, mask, want);
        PatchedImages images = images(inputs, recorded);
        Map<String, float[]> got = new HashMap<>();
        try (Autocast autocast = new Autocast(device, precision)) {
          recorded
              .model()
              .encoder()
              .encode(images, DropPath.NONE, (name, x) -> note(got, name, "patch_embed", x));
          MaskIndices indices = MaskIndices.of(mask, device);
          Tensor pred =
              recorded
                  .model()
                  .predict(
                      images,
                      indices,
                      (name, x) -> {
                        if (!name.equals("patch_embed")) {
                          got.put(recordedName(name), Tensors.toFloats(x));
                        }
                      });
          got.put("pred", unshuffle(Tensors.toFloats(pred), mask, 0));
        }
        got.replaceAll((name, x) -> name.startsWith("dec_block_") ? unshuffle(x, mask, 1) : x);
        if (want.names().contains("target_normalised")) {
          cutting(inputs, recorded, want);
        }
        Limit limit = Limit.forward(precision);
        for (String name : want.names()) {
          if (got.containsKey(name)) {
            comparisons.tensor(file + "." + name, got.get(name), want.floats(name), limit);
          }
        }
      }
    }

    private void ids(String file, Mask mask, Safetensors want) {
      comparisons.exact(file + ".ids_keep", mask.idsKeep(), want.longs("ids_keep"));
      comparisons.exact(file + ".ids_restore", mask.idsRestore(), want.longs("ids_restore"));
      comparisons.tensor(file + ".mask", mask.mask(), want.floats("mask"), Limit.EXACT);
    }

    /** Patchify, unpatchify and the normalized target, which no precision changes. */
    private void cutting(Safetensors inputs, RecordedModel recorded, Safetensors want) {
      Tensor imgs = Fixture.load(inputs, "imgs", device);
      Tensor patches = Patches.patchify(imgs, recorded.grid().patchSize());
      Tensor pred = Fixture.load(want, "pred", device);
      Tensor unpatched = Patches.unpatchify(pred, recorded.grid());
      Limit fp32 = Limit.forward(Precision.FP32);
      comparisons.tensor(
          "forward.patchify_imgs", patches, want.floats("patchify_imgs"), Limit.EXACT);
      comparisons.tensor(
          "forward.unpatchify_pred", unpatched, want.floats("unpatchify_pred"), Limit.EXACT);
      comparisons.tensor(
          "forward.target_normalised",
          recorded.model().target(patches),
          want.floats("target_normalised"),
          fp32);
    }

    private void loss(Safetensors inputs, JsonNode entry) throws IOException {
      boolean normPixLoss = entry.get("norm_pix_loss").asBoolean();
      double ratio = entry.get("mask_ratio").asDouble();
      try (Scope scope = new Scope();
          NoGrad noGrad = new NoGrad();
          RecordedModel recorded = RecordedModel.load(fixture, normPixLoss, device)) {
        Tensor loss = autocast(() -> lossOf(inputs, recorded, ratio));
        comparisons.number(
            "loss.%s_ratio%s".formatted(normPixLoss ? "normalised" : "plain", ratio),
            loss.to(ScalarType.Double).item_double(),
            entry.get("loss").asDouble(),
            Limit.loss(precision));
      }
    }

    private void gradients(Safetensors inputs) throws IOException {
      try (Scope scope = new Scope();
          RecordedModel recorded = RecordedModel.load(fixture, true, device);
          Safetensors want = fixture.tensors("gradients")) {
        autocast(() -> lossOf(inputs, recorded, DEFAULT_RATIO)).backward();
        comparisons.exact(
            "gradients.names",
            new long[] {recorded.parameters().trainable().size()},
            new long[] {want.names().size()});
        for (String name : want.names()) {
          comparisons.tensor(
              "gradients." + name,
              recorded.parameters().get(name).grad(),
              want.floats(name),
              Limit.gradient(precision));
        }
      }
    }

    private Tensor lossOf(Safetensors inputs, RecordedModel recorded, double ratio) {
      MaskIndices mask = MaskIndices.of(mask(inputs, ratio), device);
      return recorded.model().loss(images(inputs, recorded), mask);
    }

    private Tensor autocast(Supplier<Tensor> action) {
      try (Autocast autocast = new Autocast(device, precision)) {
        return action.get();
      }
    }

    private PatchedImages images(Safetensors inputs, RecordedModel recorded) {
      return PatchedImages.ofNormalized(
          Fixture.load(inputs, "imgs", device), recorded.grid().patchSize());
    }
  }

  /** Returns the masks that a ratio gives with the recorded noise. */
  public static Mask mask(Safetensors inputs, double ratio) {
    long[] shape = inputs.shape("noise");
    return Mask.fromNoise(inputs.floats("noise"), (int) shape[0], (int) shape[1], ratio);
  }

  private static void note(Map<String, float[]> got, String name, String wanted, Tensor value) {
    if (name.equals(wanted)) {
      got.put(name, Tensors.toFloats(value));
    }
  }

  /** Returns the fixture's name of a value that a model shows. */
  public static String recordedName(String name) {
    return switch (name) {
      case "norm" -> "latent";
      default ->
          name.replace("decoder_blocks.", "dec_block_")
              .replace("blocks.", "enc_block_")
              .replace('.', '_');
    };
  }

  /** Puts tokens in the mask's order back into the image's order, after some leading tokens. */
  public static float[] unshuffle(float[] tokens, Mask mask, int leading) {
    int n = mask.batchSize();
    int length = mask.numPatches();
    int width = tokens.length / (n * (leading + length));
    float[] ordered = tokens.clone();
    for (int image = 0; image < n; image++) {
      int base = image * (leading + length) + leading;
      for (int patch = 0; patch < length; patch++) {
        int place = (int) mask.idsRestore()[image * length + patch];
        System.arraycopy(tokens, (base + place) * width, ordered, (base + patch) * width, width);
      }
    }
    return ordered;
  }
}
