package org.vitmae.config;

/** Libraries that train Transformers. */
public enum Engine {
  /** libtorch: CPU and GPU, bf16 too. */
  LIBTORCH,
  /** Deeplearning4j: a second, independent implementation; CPU, 32 bits. */
  DEEPLEARNING4J;

  /** Returns the name that definitions and manifests know it by. */
  public String label() {
    return Kebab.ofConstant(this);
  }

  /**
   * Checks that this engine can do what an experiment asks for.
   *
   * @param key where the engine is chosen
   */
  void check(String key, String device, String precision) {
    boolean anything = this == LIBTORCH;
    Range.check(
        anything || !precision.equals("bf16"),
        "precision",
        precision,
        "auto or fp32, as %s is deeplearning4j, which computes in 32 bits; for bf16 choose libtorch there"
            .formatted(key));
    Range.check(
        anything || !device.startsWith("cuda"),
        "device",
        device,
        "auto or cpu, as %s is deeplearning4j, which computes on the CPU; for a GPU choose libtorch there"
            .formatted(key));
  }
}
