package org.vitmae.config;

/**
 * How a masked autoencoder is pretrained.
 *
 * @param engine what computes
 * @param recipe how it is trained
 */
public record PretrainConfig(Engine engine, @Inlined RecipeConfig recipe) {
  /** Libraries that pretrain. */
  public enum Engine {
    /** libtorch: CPU and GPU, bf16 too. */
    LIBTORCH,
    /** Deeplearning4j: a second, independent implementation; CPU, 32 bits. */
    DEEPLEARNING4J
  }

  /** Tells whether another pretraining trains the same weights: it may log and save otherwise. */
  public boolean trainsLike(PretrainConfig other) {
    return engine == other.engine && recipe.trainsLike(other.recipe);
  }

  /**
   * Checks that the engine can do what an experiment asks for.
   *
   * @param key where this section stands
   */
  void checkEngineCan(String key, String device, String precision) {
    boolean anything = engine == Engine.LIBTORCH;
    Range.check(
        anything || !precision.equals("bf16"),
        "precision",
        precision,
        "auto or fp32, as %s.engine is deeplearning4j, which computes in 32 bits; for bf16 choose libtorch there"
            .formatted(key));
    Range.check(
        anything || !device.startsWith("cuda"),
        "device",
        device,
        "auto or cpu, as %s.engine is deeplearning4j, which computes on the CPU; for a GPU choose libtorch there"
            .formatted(key));
  }
}
