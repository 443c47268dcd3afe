package org.vitmae.config;

/**
 * What the report shows.
 *
 * @param baseline the arm that the others are compared with
 * @param reconstructions number of test images drawn as original, masked and reconstructed
 */
public record ReportConfig(String baseline, int reconstructions) {
  public ReportConfig {
    Range.within("reconstructions", reconstructions, 0, 64);
  }
}
