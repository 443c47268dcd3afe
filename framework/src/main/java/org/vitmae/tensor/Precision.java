package org.vitmae.tensor;

/** The number format of matrix products; weights and optimizer state stay in 32 bits. */
public enum Precision {
  /** 32-bit floating point throughout. */
  FP32,
  /** bfloat16 products under autocast, with 32-bit master weights. */
  BF16
}
