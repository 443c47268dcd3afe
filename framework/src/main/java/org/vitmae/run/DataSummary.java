package org.vitmae.run;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data a cell saw.
 *
 * @param trainImages size of the training split, after the label budget
 * @param dataFingerprint split to SHA-256, sorted by split
 * @param skipped records left out because they were damaged, each once
 */
public record DataSummary(
    int trainImages,
    int validationImages,
    int testImages,
    Map<String, String> dataFingerprint,
    List<String> skipped) {
  public DataSummary {
    dataFingerprint = Collections.unmodifiableMap(new TreeMap<>(dataFingerprint));
    skipped = List.copyOf(skipped);
  }
}
