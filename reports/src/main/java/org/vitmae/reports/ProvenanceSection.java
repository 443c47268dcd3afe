package org.vitmae.reports;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Where the numbers come from, and what is missing from them. */
final class ProvenanceSection {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int SHORT_HASH = 12;
  private static final int MAX_RECORDS = 50;

  private ProvenanceSection() {}

  static Map<String, Object> of(Run run) {
    List<Cell> cells = run.cells();
    return Map.of(
        "cells", cells.stream().map(ProvenanceSection::row).toList(),
        "libraries", shared(cells, cell -> cell.provenance().libraries()),
        "fingerprints", shared(cells, cell -> cell.provenance().dataFingerprint()),
        "weights", shared(cells, cell -> cell.provenance().weights()),
        "skipped", skipped(cells),
        "notes", notes(cells),
        "unfinished",
            run.unfinished().stream()
                .map(cell -> Map.of("name", cell.name(), "status", cell.status()))
                .toList());
  }

  /** Returns a sentence for each way in which the cells are not of one kind. */
  static List<String> warnings(Run run) {
    List<String> warnings = new ArrayList<>();
    long hashes = distinct(run, Provenance::configHash);
    if (hashes > 1) {
      warnings.add(
          "The cells were run from "
              + hashes
              + " different experiment definitions; their config hashes are under Provenance.");
    }
    long commits = distinct(run, Provenance::gitCommit);
    if (commits > 1) {
      warnings.add("The cells were run from " + commits + " different commits of the program.");
    }
    for (String split : List.of("train", "validation", "test")) {
      if (distinct(run, from -> from.dataFingerprint().getOrDefault(split, "")) > 1) {
        warnings.add(
            "The cells saw different images or labels of the split "
                + split
                + ", so they cannot be compared as if they were the same; the fingerprints are"
                + " under Provenance.");
      }
    }
    run.cells().stream()
        .filter(cell -> cell.arm().isPresent())
        .flatMap(cell -> cell.warnings().stream())
        .distinct()
        .forEach(warnings::add);
    if (!run.unfinished().isEmpty()) {
      warnings.add(
          run.unfinished().size() == 1
              ? "One cell is not done and is left out: " + run.unfinished().get(0).name() + "."
              : run.unfinished().size() + " cells are not done and are left out; see the end.");
    }
    return warnings;
  }

  private static long distinct(Run run, Function<Provenance, String> key) {
    return run.cells().stream()
        .map(Cell::provenance)
        .map(key)
        .filter(value -> !value.isEmpty())
        .distinct()
        .count();
  }

  private static Map<String, Object> row(Cell cell) {
    Provenance from = cell.provenance();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", cell.name());
    row.put("seed", cell.seeds().words());
    row.put("engine", from.engine());
    row.put("device", from.device());
    row.put("precision", from.precision());
    row.put("threads", from.threads());
    row.put("configHash", from.configHash());
    row.put("shortHash", shortened(from.configHash()));
    row.put("gitCommit", from.gitCommit());
    row.put("shortCommit", from.gitCommit().isEmpty() ? "none" : shortCommit(from.gitCommit()));
    row.put("started", time(from.startedAt()));
    row.put("finished", time(from.finishedAt()));
    return row;
  }

  private static String time(Instant instant) {
    return TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** Shortens a commit's hash but not what is said behind it. */
  private static String shortCommit(String commit) {
    int mark = commit.indexOf('-');
    return mark < 0
        ? shortened(commit)
        : shortened(commit.substring(0, mark)) + commit.substring(mark);
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
  }

  /** Returns each different map once, with the cells that have it. */
  private static List<Map<String, Object>> shared(
      List<Cell> cells, Function<Cell, Map<String, String>> part) {
    return groups(cells, part).entrySet().stream()
        .filter(group -> !group.getKey().isEmpty())
        .map(group -> Map.of("entries", group.getKey(), "cells", group.getValue()))
        .toList();
  }

  private static List<Map<String, Object>> skipped(List<Cell> cells) {
    return groups(cells, Cell::skipped).entrySet().stream()
        .filter(group -> !group.getKey().isEmpty())
        .map(
            group ->
                Map.<String, Object>of(
                    "cells",
                    group.getValue(),
                    "count",
                    Amount.count(group.getKey().size()),
                    "records",
                    group.getKey().stream().limit(MAX_RECORDS).toList(),
                    "more",
                    Math.max(0, group.getKey().size() - MAX_RECORDS)))
        .toList();
  }

  private static List<Map<String, Object>> notes(List<Cell> cells) {
    List<Cell> arms = cells.stream().filter(cell -> cell.arm().isPresent()).toList();
    return groups(arms, Cell::notes).entrySet().stream()
        .filter(group -> !group.getKey().isEmpty())
        .map(group -> Map.<String, Object>of("cells", group.getValue(), "notes", group.getKey()))
        .toList();
  }

  /** Returns the names of the cells that share a value, joined, in the run's order. */
  private static <T> Map<T, String> groups(List<Cell> cells, Function<Cell, T> part) {
    Map<T, String> groups = new LinkedHashMap<>();
    cells.forEach(cell -> groups.merge(part.apply(cell), cell.name(), (a, b) -> a + ", " + b));
    return groups;
  }
}
