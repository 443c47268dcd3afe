package org.vitmae.deeplearning4j.mae;

/**
 * How many tokens a layer sees.
 *
 * @param images N
 * @param perImage T, class token included
 */
record Tokens(long images, long perImage) {
  /** Returns R. */
  long rows() {
    return images * perImage;
  }
}
