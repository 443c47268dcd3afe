package org.vitmae.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads an experiment's run folder; only finished cells give numbers. */
final class RunReader {
  private final Path experiment;
  private final List<Cell> cells = new ArrayList<>();
  private final List<UnfinishedCell> unfinished = new ArrayList<>();

  private RunReader(Path experiment) {
    this.experiment = experiment;
  }

  /**
   * Reads {@code <experiment>/cells}.
   *
   * @throws ReportException if there is no finished cell, or a file is malformed
   */
  static Run read(Path experiment) throws IOException {
    return new RunReader(experiment).run();
  }

  private Run run() throws IOException {
    for (Path folder : cellFolders()) {
      readCell(folder);
    }
    if (cells.isEmpty()) {
      throw new ReportException(
          experiment.resolve("cells"),
          "no cell is done; found "
              + unfinished.stream()
                  .map(cell -> cell.name() + " (" + cell.status() + ")")
                  .collect(Collectors.joining(", "))
              + ". Finish the experiment, for instance with 'run NAME --resume'.");
    }
    String name = experimentName();
    sort();
    return new Run(name, cells.get(0).description(), cells, unfinished);
  }

  private List<Path> cellFolders() throws IOException {
    Path folder = experiment.resolve("cells");
    String expected = "Expected the folder of an experiment, for instance runs/quickstart.";
    if (!Files.isDirectory(folder)) {
      throw new ReportException(folder, "there is no such folder. " + expected);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found =
          entries
              .filter(Files::isDirectory)
              .filter(path -> !path.getFileName().toString().startsWith("."))
              .sorted(Comparator.comparing(path -> path.getFileName().toString()))
              .toList();
      if (found.isEmpty()) {
        throw new ReportException(folder, "there is no cell in it. " + expected);
      }
      return found;
    }
  }

  private void readCell(Path folder) throws IOException {
    String name = folder.getFileName().toString();
    Path file = folder.resolve("manifest.json");
    if (!Files.exists(file)) {
      unfinished.add(new UnfinishedCell(name, "no manifest.json"));
      return;
    }
    JsonFields manifest = JsonFields.read(file);
    if (manifest.whole("formatVersion") != 1) {
      throw manifest.wrong("formatVersion", "1, the only version this program reads");
    }
    if (manifest.text("kind").equals("trial")) {
      // A trial is judged on the validation split; the arm it was made for tells what it cost.
      return;
    }
    String status = manifest.text("status");
    switch (status) {
      case "done" -> cells.add(CellReader.read(folder, manifest));
      case "running", "stopped", "failed", "diverged" ->
          unfinished.add(new UnfinishedCell(name, status));
      default -> throw manifest.wrong("status", "running, done, stopped, failed or diverged");
    }
  }

  private String experimentName() {
    Set<String> found =
        cells.stream().map(Cell::experiment).collect(Collectors.toCollection(LinkedHashSet::new));
    if (found.size() > 1) {
      throw new ReportException(
          experiment.resolve("cells"),
          "the manifests must name one experiment, found "
              + found.stream().map(this::namedBy).collect(Collectors.joining(", "))
              + ". Report on cells of one experiment definition only.");
    }
    return found.iterator().next();
  }

  /** Returns an experiment's name with one of the cells that have it, and the number of others. */
  private String namedBy(String name) {
    List<Cell> own = cells.stream().filter(cell -> cell.experiment().equals(name)).toList();
    String others = own.size() == 1 ? "" : " and " + (own.size() - 1) + " more";
    return "'" + name + "' (" + own.get(0).name() + others + ")";
  }

  private void sort() {
    Map<String, Instant> roles = new HashMap<>();
    Map<String, Instant> groups = new HashMap<>();
    for (Cell cell : cells) {
      Instant start = cell.provenance().startedAt();
      roles.merge(cell.role(), start, RunReader::earlier);
      groups.merge(group(cell), start, RunReader::earlier);
    }
    cells.sort(
        Comparator.<Cell, Boolean>comparing(cell -> cell.arm().isPresent())
            .thenComparing(cell -> groups.get(group(cell)))
            .thenComparing(RunReader::group)
            .thenComparingDouble(RunReader::place)
            .thenComparing(cell -> roles.get(cell.role()))
            .thenComparing(Cell::role)
            .thenComparingLong(cell -> cell.seeds().listed())
            .thenComparingInt(cell -> cell.seeds().repeat())
            .thenComparingLong(cell -> cell.seeds().own()));
  }

  private static String group(Cell cell) {
    return cell.arm().map(ArmSetting::group).orElse("");
  }

  private static double place(Cell cell) {
    return cell.arm().flatMap(ArmSetting::axis).map(axis -> axis.number().orElse(0)).orElse(0.0);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
