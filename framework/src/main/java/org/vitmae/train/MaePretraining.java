package org.vitmae.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.image.Normalization;
import org.vitmae.masking.Mask;
import org.vitmae.model.FeatureTap;
import org.vitmae.model.MaskIndices;
import org.vitmae.model.MaskedAutoencoder;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.model.Weights;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Tensors;

/** A masked autoencoder with the masks and pixels it is pretrained on. */
public final class MaePretraining implements Objective, AutoCloseable {
  private final NamedParameters parameters = new NamedParameters();
  private final PatchGrid grid;
  private final MaskedAutoencoder model;
  private final PretrainingMasks masks;
  private final PixelNormalization normalization;
  private final Normalization pixels;
  private final boolean normPixLoss;
  private final Inference inference;

  /**
   * Makes a freshly initialized model.
   *
   * @throws ConfigException if patches do not tile the images, or masking would remove none or all
   *     of them
   */
  public MaePretraining(
      ModelConfig model,
      DataConfig data,
      MaskingConfig masking,
      Device device,
      Precision precision,
      long seed) {
    this.grid = PatchGrid.of(model, data);
    this.model = new MaskedAutoencoder(new Weights(parameters, device, seed), model, grid);
    this.masks = PretrainingMasks.of(masking, grid, seed);
    this.normalization = PixelNormalization.of(data, model.patchSize(), device);
    this.pixels = new Normalization(data.mean(), data.std());
    this.normPixLoss = model.normPixLoss();
    this.inference = new Inference(device, precision);
  }

  /** Returns the model. */
  public MaskedAutoencoder model() {
    return model;
  }

  /** Returns the model's tensors by name. */
  public NamedParameters parameters() {
    return parameters;
  }

  /**
   * Makes the learner that trains this model by a recipe; the model stays this object's to close.
   */
  public TorchLearner learner(RecipeConfig recipe) {
    return new TorchLearner(
        parameters,
        this,
        this::evaluate,
        () -> adamW(recipe),
        recipe.emaDecay(),
        inference.device(),
        inference.precision());
  }

  private AdamW adamW(RecipeConfig recipe) {
    return new AdamW(
        parameters,
        ParameterGroup.of(
            parameters,
            WeightDecayRule.PRETRAINING,
            recipe.weightDecay(),
            new LayerDecay(recipe.layerDecay(), model.encoder().depth())),
        recipe.beta1(),
        recipe.beta2(),
        recipe.clipGradNorm(),
        inference.device());
  }

  @Override
  public Tensor loss(Batch batch) {
    return model.loss(images(batch), indices(masks.training(batch)));
  }

  /** Returns the mean loss over held-out images under fixed masks, as {@code loss}. */
  public Map<String, Double> evaluate(Iterable<Batch> batches) {
    double[] sumAndCount = new double[2];
    inference.forEach(
        batches,
        batch ->
            model
                .losses(images(batch), indices(masks.validation(batch)))
                .narrow(0, 0, batch.valid())
                .sum()
                .item_double(),
        (batch, sum) -> {
          sumAndCount[0] += sum;
          sumAndCount[1] += batch.valid();
        });
    return Map.of("loss", sumAndCount[0] / sumAndCount[1]);
  }

  /** Returns the features of each real image of a batch, [D] each, without masking. */
  public List<float[]> features(Batch batch) {
    List<float[]> features = new ArrayList<>();
    inference.forEach(
        List.of(batch),
        b -> Tensors.toFloats(model.features(images(b))),
        (b, rows) -> {
          int width = rows.length / b.size();
          for (int n = 0; n < b.valid(); n++) {
            features.add(Arrays.copyOfRange(rows, n * width, (n + 1) * width));
          }
        });
    return features;
  }

  /** Redraws the real images of a batch as the model completes them, under validation's masks. */
  public List<Reconstruction> reconstruct(Batch batch) {
    Mask mask = masks.validation(batch);
    List<Reconstruction> drawn = new ArrayList<>();
    inference.forEach(
        List.of(batch),
        b -> {
          return Tensors.toFloats(model.predict(images(b), indices(mask), FeatureTap.NONE));
        },
        (b, predicted) -> {
          for (int i = 0; i < b.valid(); i++) {
            drawn.add(Reconstruction.of(b, i, mask, predicted, grid, pixels, normPixLoss));
          }
        });
    return drawn;
  }

  private PatchedImages images(Batch batch) {
    return PatchedImages.of(batch, grid, normalization, inference.device());
  }

  private MaskIndices indices(Mask mask) {
    return MaskIndices.of(mask, inference.device());
  }

  @Override
  public void close() {
    parameters.close();
    normalization.close();
  }
}
