package org.vitmae.tensor;

/**
 * Where tensors live.
 *
 * @param cuda whether this is an NVIDIA GPU; otherwise the CPU
 * @param index which GPU; 0 for the CPU
 */
public record Device(boolean cuda, int index) {
  /** The CPU. */
  public static final Device CPU = new Device(false, 0);

  @Override
  public String toString() {
    return cuda ? "cuda:" + index : "cpu";
  }
}
