package org.vitmae.reports;

/**
 * How precise the findings of one category are, the more of its objects are found.
 *
 * @param category {@code all} is the mean over categories
 * @param overlap how much of a true object a finding must cover to count, as intersection over
 *     union
 * @param precision one per recall
 */
record PrecisionRecall(String category, double overlap, double[] recall, double[] precision) {
  static final String ALL = "all";
}
