package org.vitmae.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data a cell saw.
 *
 * @param trainImages size of the training split, after the label budget
 * @param classNames what an arm tells apart, in label order; empty for pretraining, and where an
 *     earlier version wrote the manifest
 * @param dataFingerprint split to SHA-256, sorted by split
 * @param skipped records left out because they were damaged, each once
 */
public record DataSummary(
    int trainImages,
    int validationImages,
    int testImages,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> classNames,
    Map<String, String> dataFingerprint,
    List<String> skipped) {
  public DataSummary {
    dataFingerprint = Collections.unmodifiableMap(new TreeMap<>(dataFingerprint));
    classNames = List.copyOf(classNames);
    skipped = List.copyOf(skipped);
  }
}
