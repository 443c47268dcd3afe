package org.vitmae.config;

/**
 * How a masked autoencoder is pretrained.
 *
 * @param engine what computes
 * @param recipe how it is trained
 */
public record PretrainConfig(Engine engine, @Inlined RecipeConfig recipe) {
  /** Tells whether another pretraining trains the same weights: it may log and save otherwise. */
  public boolean trainsLike(PretrainConfig other) {
    return engine == other.engine && recipe.trainsLike(other.recipe);
  }
}
