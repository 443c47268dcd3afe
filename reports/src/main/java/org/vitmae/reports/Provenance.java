package org.vitmae.reports;

import java.time.Instant;
import java.util.Map;

/**
 * Where a cell's numbers come from.
 *
 * @param configHash SHA-256 of the resolved experiment definition
 * @param gitCommit what the program was built from, with {@code -dirty} behind it if files had been
 *     changed; empty if not known
 * @param libraries name to version
 * @param dataFingerprint split to SHA-256
 * @param weights the given weights that the model started from, with their SHA-256; else empty
 */
record Provenance(
    String engine,
    String device,
    String precision,
    String threads,
    String configHash,
    String gitCommit,
    Map<String, String> libraries,
    Map<String, String> dataFingerprint,
    Map<String, String> weights,
    Instant startedAt,
    Instant finishedAt) {

  /** Returns what tells one set of test images from another; empty if not known. */
  String testFingerprint() {
    return dataFingerprint.getOrDefault("test", "");
  }
}
