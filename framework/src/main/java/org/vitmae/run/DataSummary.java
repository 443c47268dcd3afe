package org.vitmae.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The data a cell saw.
 *
 * @param trainImages size of the training split, after the label budget
 * @param classNames what an arm tells apart, in label order; empty for pretraining, and where an
 *     earlier version wrote the manifest
 * @param dataFingerprint split to SHA-256, sorted by split
 * @param skipped records left out because they were damaged, each once
 * @param warnings sentences on what makes figures say less; empty where an earlier version wrote
 *     the manifest
 */
public record DataSummary(
    int trainImages,
    int validationImages,
    int testImages,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> classNames,
    Map<String, String> dataFingerprint,
    List<String> skipped,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> warnings) {
  public DataSummary {
    dataFingerprint = Collections.unmodifiableMap(new TreeMap<>(dataFingerprint));
    classNames = List.copyOf(classNames);
    skipped = List.copyOf(skipped);
    warnings = List.copyOf(warnings);
  }

  /** Returns the names of the splits whose fingerprints differ. */
  public List<String> changedSplits(DataSummary other) {
    TreeSet<String> splits = new TreeSet<>(dataFingerprint.keySet());
    splits.addAll(other.dataFingerprint.keySet());
    splits.removeIf(
        split -> Objects.equals(dataFingerprint.get(split), other.dataFingerprint.get(split)));
    return List.copyOf(splits);
  }

  /** Returns a copy that also names records left out before. */
  public DataSummary withSkipped(List<String> before) {
    TreeSet<String> all = new TreeSet<>(before);
    all.addAll(skipped);
    return new DataSummary(
        trainImages,
        validationImages,
        testImages,
        classNames,
        dataFingerprint,
        List.copyOf(all),
        warnings);
  }
}
