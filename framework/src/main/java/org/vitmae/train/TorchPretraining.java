package org.vitmae.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.vitmae.config.DataConfig;
import org.vitmae.config.MaskingConfig;
import org.vitmae.config.ModelConfig;
import org.vitmae.config.RecipeConfig;
import org.vitmae.data.Batch;
import org.vitmae.model.PatchGrid;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;
import org.vitmae.weights.TensorOrigin;

/** Pretraining on libtorch: a {@link MaePretraining} and its learner. */
public final class TorchPretraining extends ForwardingLearner implements Pretraining {
  private final List<TensorOrigin> origins;
  private final MaePretraining pretraining;
  private final TorchLearner learner;

  /**
   * Makes a model and the learner that trains it by a recipe.
   *
   * @param start the weights to start from, in any format that {@link WeightTransfer} reads; empty
   *     for the reference's random initialization
   * @throws org.vitmae.config.ConfigException if patches do not tile the images, or masking would
   *     remove none or all of them
   */
  public TorchPretraining(
      ModelConfig model,
      DataConfig data,
      MaskingConfig masking,
      RecipeConfig recipe,
      Device device,
      Precision precision,
      long seed,
      Optional<Path> start) {
    this.pretraining = new MaePretraining(model, data, masking, device, precision, seed);
    this.origins = load(start, model, PatchGrid.of(model, data));
    this.learner = pretraining.learner(recipe);
  }

  private List<TensorOrigin> load(Optional<Path> start, ModelConfig model, PatchGrid grid) {
    try {
      return start
          .map(
              weights ->
                  WeightTransfer.load(weights, pretraining.parameters(), name -> true, model, grid))
          .orElse(List.of());
    } catch (RuntimeException e) {
      pretraining.close();
      throw e;
    }
  }

  @Override
  protected Learner learner() {
    return learner;
  }

  @Override
  public List<TensorOrigin> origins() {
    return origins;
  }

  @Override
  public <T> T withKeptWeights(Supplier<T> action) {
    return learner.withKeptWeights(action);
  }

  @Override
  public List<float[]> features(Batch batch) {
    return pretraining.features(batch);
  }

  @Override
  public List<Reconstruction> reconstruct(Batch batch) {
    return pretraining.reconstruct(batch);
  }

  @Override
  public void close() {
    learner.close();
    pretraining.close();
  }
}
