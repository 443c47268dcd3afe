package org.vitmae.parity;

/**
 * The outcome of comparing one tensor or number.
 *
 * @param name what was compared
 * @param worst the worst difference found
 * @param limit the greatest difference allowed
 */
public record Comparison(String name, double worst, double limit) {
  /** Tells whether the difference is within the limit; not a number never is. */
  public boolean ok() {
    return worst <= limit;
  }
}
