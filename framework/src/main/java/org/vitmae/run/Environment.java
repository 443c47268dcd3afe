package org.vitmae.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where and with what a cell ran.
 *
 * @param device for instance {@code cpu} or {@code cuda:0}
 * @param precision {@code fp32} or {@code bf16}
 * @param threads compute threads
 * @param gitCommit what the program was built from, {@link Provenance#commit}
 * @param libraries name to version, sorted by name
 */
public record Environment(
    String device, String precision, int threads, String gitCommit, Map<String, String> libraries) {
  public Environment {
    libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
  }
}
