package org.vitmae.reports;

import java.time.Instant;
import java.util.Map;

/**
 * Where a cell's numbers come from.
 *
 * @param configHash SHA-256 of the resolved experiment definition
 * @param gitCommit empty outside a checkout
 * @param libraries name to version
 * @param dataFingerprint split to SHA-256
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
    Instant startedAt,
    Instant finishedAt) {}
