package org.vitmae.parity;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vitmae.checkpoint.SafetensorsWriter;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.ModelConfig.Blocks;
import org.vitmae.data.Draws;
import org.vitmae.masking.Mask;
import org.vitmae.model.FeatureTap;
import org.vitmae.model.MaskIndices;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.TinyMae;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.ParameterFiles;

/** Records a {@code mae_tiny} fixture of another size than the reference's, not square. */
final class OtherSize {
  private static final PatchGrid GRID = new PatchGrid(4, 5, 3, 2);
  private static final ModelConfig CONFIG =
      ModelConfig.of(3, new Blocks(16, 1, 4), new Blocks(8, 1, 2));
  private static final int N = 3;

  private OtherSize() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    float[] imgs = TinyMae.noise(GRID, N, 1);
    float[] noise = noise();
    long[] imgsShape = {N, GRID.channels(), side(GRID.rows()), side(GRID.columns())};
    new SafetensorsWriter()
        .floats("imgs", imgsShape, () -> imgs)
        .floats("noise", new long[] {N, GRID.length()}, () -> noise)
        .write(folder.resolve("inputs.safetensors"));
    json(folder, "config.json", config());
    try (Scope scope = new Scope();
        TinyMae mae = TinyMae.of(CONFIG, GRID, 1)) {
      ParameterFiles.save(mae.parameters(), folder.resolve("weights.safetensors"));
      PatchedImages images = TinyMae.patched(imgs, GRID);
      List<Map<String, Object>> losses = new ArrayList<>();
      for (double ratio : new double[] {0.75, 0.5}) {
        Mask mask = Mask.fromNoise(noise, N, GRID.length(), ratio);
        forward(
            folder.resolve(ratio == 0.5 ? "forward_ratio50.safetensors" : "forward.safetensors"),
            mae,
            images,
            mask);
        double loss = mae.model().loss(images, TinyMae.indices(mask)).item_double();
        losses.add(Map.of("norm_pix_loss", true, "mask_ratio", ratio, "loss", loss));
      }
      json(folder, "loss.json", losses);
      Mask mask = Mask.fromNoise(noise, N, GRID.length(), 0.75);
      mae.model().loss(images, TinyMae.indices(mask)).backward();
      gradients(folder.resolve("gradients.safetensors"), mae.parameters());
    }
  }

  private static Map<String, Object> config() {
    return Map.of(
        "img_size", List.of(side(GRID.rows()), side(GRID.columns())),
        "patch_size", GRID.patchSize(),
        "in_chans", GRID.channels(),
        "embed_dim", CONFIG.embedDim(),
        "depth", CONFIG.depth(),
        "num_heads", CONFIG.numHeads(),
        "mlp_ratio", CONFIG.mlpRatio(),
        "decoder_embed_dim", CONFIG.decoderEmbedDim(),
        "decoder_depth", CONFIG.decoderDepth(),
        "decoder_num_heads", CONFIG.decoderNumHeads());
  }

  private static void forward(Path file, TinyMae mae, PatchedImages images, Mask mask)
      throws IOException {
    try (NoGrad noGrad = new NoGrad()) {
      MaskIndices indices = TinyMae.indices(mask);
      float[] latent = Tensors.toFloats(mae.model().latent(images, indices, FeatureTap.NONE));
      float[] pred = Tensors.toFloats(mae.model().predict(images, indices, FeatureTap.NONE));
      float[] ordered = new float[pred.length];
      int values = GRID.patchValues();
      for (int row = 0; row < N * GRID.length(); row++) {
        int from = row / GRID.length() * GRID.length() + (int) mask.idsRestore()[row];
        System.arraycopy(pred, from * values, ordered, row * values, values);
      }
      long keep = mask.lenKeep();
      new SafetensorsWriter()
          .longs("ids_keep", new long[] {N, keep}, mask::idsKeep)
          .longs("ids_restore", new long[] {N, GRID.length()}, mask::idsRestore)
          .floats("mask", new long[] {N, GRID.length()}, mask::mask)
          .floats("latent", new long[] {N, 1 + keep, CONFIG.embedDim()}, () -> latent)
          .floats("pred", new long[] {N, GRID.length(), values}, () -> ordered)
          .write(file);
    }
  }

  private static void gradients(Path file, NamedParameters parameters) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String name : parameters.trainable()) {
      writer.floats(
          name,
          Tensors.shape(parameters.get(name)),
          () -> Tensors.toFloats(parameters.get(name).grad()));
    }
    writer.write(file);
  }

  private static float[] noise() {
    float[] noise = new float[N * GRID.length()];
    var random = Draws.of(2, "noise", 0, 0);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat();
    }
    return noise;
  }

  private static int side(int patches) {
    return patches * GRID.patchSize();
  }

  private static void json(Path folder, String name, Object value) throws IOException {
    new ObjectMapper().writeValue(folder.resolve(name).toFile(), value);
  }
}
