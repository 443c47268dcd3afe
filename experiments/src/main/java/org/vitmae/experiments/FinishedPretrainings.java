package org.vitmae.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vitmae.checkpoint.CheckpointStore;
import org.vitmae.checkpoint.CheckpointWriter;
import org.vitmae.config.ConfigException;
import org.vitmae.config.DataConfig;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Splits;
import org.vitmae.run.CellFolder;
import org.vitmae.run.CellKind;
import org.vitmae.run.Manifest;
import org.vitmae.run.RunFolder;
import org.vitmae.weights.WeightsSource;

/**
 * Finished pretrainings of other runs, taken over where this run would train the very same.
 *
 * <p>All of a cell is copied but its manifest and definition, which name the run they belong to.
 */
final class FinishedPretrainings {
  private static final Set<String> OWN = Set.of("manifest.json", "config.yaml");

  /** What a pretraining would learn from if it began now. */
  interface Inputs {
    /** Reads the data: split to SHA-256. */
    Map<String, String> fingerprints(DataConfig data);

    /** Reads the weights that pretraining starts from, empty for random ones. */
    Optional<WeightsSource> weights(ExperimentConfig config);
  }

  private final List<CellFolder> cells;
  private final Inputs inputs;

  /** Read once for all seeds, as some formats have to be read whole. */
  private final Map<DataConfig, Map<String, String>> read = new HashMap<>();

  /**
   * Looks for pretrainings.
   *
   * @param runs run folders
   * @throws ConfigException if one of them is none
   */
  static FinishedPretrainings of(List<Path> runs, Inputs inputs) throws IOException {
    List<CellFolder> cells = new ArrayList<>();
    for (Path run : runs) {
      if (!Files.isDirectory(run.resolve("cells"))) {
        throw new ConfigException(
            "--pretrained is %s, which is no run folder (it has no cells); give one like runs/EXPERIMENT"
                .formatted(run));
      }
      cells.addAll(RunFolder.cells(run));
    }
    return new FinishedPretrainings(cells, inputs);
  }

  private FinishedPretrainings(List<CellFolder> cells, Inputs inputs) {
    this.cells = List.copyOf(cells);
    this.inputs = inputs;
  }

  /**
   * Fills the folder of a pretraining with one that is the same, all but its manifest.
   *
   * @return where it came from, empty if there is none or the cell is no pretraining
   * @throws ConfigException if it was trained on other images, or began from other weights
   */
  Optional<CellFolder> takeOver(PlannedCell wanted, CellFolder into) throws IOException {
    if (wanted.kind() != CellKind.PRETRAIN) {
      return Optional.empty();
    }
    for (CellFolder cell : ofSeed(wanted)) {
      if (misfit(cell, wanted).isEmpty()) {
        checkSameImages(cell, wanted.config().data());
        checkSameWeights(cell, wanted.config());
        copyFiles(cell, into);
        new CheckpointWriter(
                new CheckpointStore(into.checkpoints()),
                wanted.config().pretrain().recipe().keepLast())
            .copyFrom(new CheckpointStore(cell.checkpoints()));
        return Optional.of(cell);
      }
    }
    return Optional.empty();
  }

  /**
   * Says of the pretrainings that were given why none of them is the one wanted; nothing if none
   * was given.
   */
  List<String> misfits(PlannedCell wanted) throws IOException {
    List<String> misfits = new ArrayList<>();
    for (CellFolder cell : ofSeed(wanted)) {
      misfit(cell, wanted).ifPresent(why -> misfits.add("%s %s".formatted(cell.path(), why)));
    }
    return misfits.isEmpty() && !cells.isEmpty()
        ? List.of("--pretrained has no pretraining of seed %d".formatted(wanted.seed()))
        : misfits;
  }

  /** Returns the pretrainings of the seed wanted, whatever they are like. */
  private List<CellFolder> ofSeed(PlannedCell wanted) throws IOException {
    List<CellFolder> ofSeed = new ArrayList<>();
    for (CellFolder cell : cells) {
      cell.manifest()
          .map(Manifest::subject)
          .filter(is -> is.kind() == wanted.kind() && is.seed() == wanted.seed())
          .ifPresent(is -> ofSeed.add(cell));
    }
    return ofSeed;
  }

  /** Returns why a pretraining of the same seed is not the one wanted, empty if it is. */
  private static Optional<String> misfit(CellFolder cell, PlannedCell wanted) throws IOException {
    if (cell.manifest().orElseThrow().status() != Manifest.Status.DONE) {
      return Optional.of("is not finished");
    }
    if (new CheckpointStore(cell.checkpoints()).steps().isEmpty()) {
      return Optional.of("has no checkpoints");
    }
    Path definition = cell.path().resolve("config.yaml");
    List<String> differences =
        differences(
            DefinitionOptions.reader().read(definition.toString(), List.of()), wanted.config());
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of("differs in " + String.join(", ", differences));
  }

  /** Paths are the same in both definitions, but the data directory may be another. */
  private void checkSameImages(CellFolder cell, DataConfig data) throws IOException {
    Optional<String> then =
        Optional.ofNullable(
            cell.manifest().orElseThrow().data().dataFingerprint().get(Splits.TRAIN));
    Optional<String> now =
        Optional.ofNullable(read.computeIfAbsent(data, inputs::fingerprints).get(Splits.TRAIN));
    if (!then.equals(now)) {
      throw new ConfigException(
          "--pretrained: %s was trained on other images than %s has now (SHA-256 of the training split %s then, %s now); bring those back, or leave the run out"
              .formatted(cell.path(), data.name(), then.orElse("unknown"), now.orElse("unknown")));
    }
  }

  /** Likewise for weights. */
  private void checkSameWeights(CellFolder cell, ExperimentConfig config) throws IOException {
    Optional<WeightsSource> then = cell.manifest().orElseThrow().weights();
    Optional<WeightsSource> now = inputs.weights(config);
    if (!then.equals(now)) {
      throw new ConfigException(
          "--pretrained: %s began from other weights than there are now (%s then, %s now); bring those back, or leave the run out"
              .formatted(
                  cell.path(),
                  then.map(WeightsSource::toString).orElse("none"),
                  now.map(WeightsSource::toString).orElse("none")));
    }
  }

  /** Returns what of that which decides how a pretraining comes out is not the same. */
  private static List<String> differences(ExperimentConfig one, ExperimentConfig other) {
    Map<String, Boolean> same = new LinkedHashMap<>();
    same.put("model", one.model().equals(other.model()));
    same.put("masking", one.masking().equals(other.masking()));
    same.put("pretrain", one.pretrain().trainsLike(other.pretrain()));
    same.put("data", one.data().givesLike(other.data()));
    same.put("device", one.device().equals(other.device()));
    same.put("precision", one.precision().equals(other.precision()));
    same.put("threads", one.threads() == other.threads());
    same.put("weights", one.weights().equals(other.weights()));
    same.put(
        "pretrain-initialization", one.pretrainInitialization() == other.pretrainInitialization());
    return same.keySet().stream().filter(part -> !same.get(part)).toList();
  }

  /** Copies all but the checkpoints, which come last and whole: a resumed run believes in them. */
  private static void copyFiles(CellFolder from, CellFolder into) throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(from.path())) {
      files =
          paths
              .filter(Files::isRegularFile)
              .filter(path -> !path.startsWith(from.checkpoints()))
              .filter(path -> !OWN.contains(path.getFileName().toString()))
              .toList();
    }
    for (Path file : files) {
      Path copy = into.path().resolve(from.path().relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
