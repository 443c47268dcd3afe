package org.vitmae.parity;

import org.vitmae.tensor.Precision;

/**
 * How far a value may be from the recorded one: {@code absolute + relative * max|want|}.
 *
 * <p>The limits for fp32 leave about ten times the difference seen between the reference's own
 * 32-bit and 64-bit runs, for adding up in another order. bfloat16 has 8 significant bits, so after
 * a few layers a few per cent of the greatest value are lost.
 */
public record Limit(double absolute, double relative) {
  /** Nothing may differ. */
  public static final Limit EXACT = new Limit(0, 0);

  /** Numbers computed in 64 bits. */
  public static final Limit DOUBLE = new Limit(0, 1e-12);

  /** Metrics counted exactly, then divided. */
  public static final Limit METRIC = new Limit(1e-6, 0);

  /** Values of a forward pass. */
  public static Limit forward(Precision precision) {
    return precision == Precision.FP32 ? new Limit(2e-5, 1e-5) : new Limit(0, 5e-2);
  }

  /** Gradients of a loss of order 1. */
  public static Limit gradient(Precision precision) {
    return precision == Precision.FP32 ? new Limit(1e-6, 1e-5) : new Limit(1e-4, 1e-1);
  }

  /** Losses. */
  public static Limit loss(Precision precision) {
    return precision == Precision.FP32 ? new Limit(0, 1e-5) : new Limit(0, 2e-2);
  }

  double of(double greatest) {
    return absolute + relative * greatest;
  }
}
