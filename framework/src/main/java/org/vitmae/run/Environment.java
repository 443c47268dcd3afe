package org.vitmae.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  /** Returns what is not as it was, in words: {@code pytorch 2.13.0 (2.10.0 before)}. */
  public List<String> changesSince(Environment before) {
    Map<String, String> then = before.all();
    Map<String, String> now = all();
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(then.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(then.get(name), now.get(name)))
        .map(
            name ->
                "%s %s (%s before)"
                    .formatted(
                        name, now.getOrDefault(name, "none"), then.getOrDefault(name, "none")))
        .toList();
  }

  private Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("device", device);
    all.put("precision", precision);
    all.put("threads", Integer.toString(threads));
    all.put("commit", gitCommit.isEmpty() ? "unknown" : gitCommit);
    all.putAll(libraries);
    return all;
  }
}
