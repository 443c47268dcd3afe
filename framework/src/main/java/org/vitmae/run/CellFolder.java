package org.vitmae.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.files.AtomicFile;
import org.vitmae.files.TextFile;

/**
 * The folder of one training run.
 *
 * @param path an existing folder named like the cell
 */
public record CellFolder(Path path) {
  /** Returns the cell's name. */
  public String name() {
    return path.getFileName().toString();
  }

  /** Returns where weights lie; the folder may not exist. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Returns where pictures lie, after creating the folder. */
  public Path images() throws IOException {
    return Files.createDirectories(path.resolve("images"));
  }

  /** Returns the path of {@code config.yaml}; the file may not exist. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** Opens {@code metrics.csv} at its end. */
  public MetricsLog metrics() {
    return new MetricsLog(path.resolve("metrics.csv"));
  }

  /** Returns what {@code manifest.json} says, empty if there is none yet. */
  public Optional<Manifest> manifest() throws IOException {
    Path file = path.resolve("manifest.json");
    return Files.exists(file) ? Optional.of(Manifest.read(file)) : Optional.empty();
  }

  /** Replaces {@code manifest.json}. */
  public void write(Manifest manifest) throws IOException {
    manifest.write(path.resolve("manifest.json"));
  }

  /** Writes {@code config.yaml}. */
  public void write(ExperimentConfig config) throws IOException {
    AtomicFile.write(config(), ConfigWriter.yaml(config));
  }

  /** Returns the best value that a metric reached on the validation split, empty if it has none. */
  public OptionalDouble bestValidation(String metric, boolean higherIsBetter) throws IOException {
    Path file = path.resolve("metrics.csv");
    if (!Files.exists(file)) {
      return OptionalDouble.empty();
    }
    DoubleStream values =
        TextFile.read(file)
            .lines()
            .map(row -> row.split(","))
            .filter(row -> row.length == 5 && row[2].equals("val") && row[3].equals(metric))
            .mapToDouble(row -> Double.parseDouble(row[4]))
            .filter(Double::isFinite);
    return higherIsBetter ? values.max() : values.min();
  }

  /** Tells whether the cell was trained and tested, so that nothing is left to do. */
  public boolean isDone() throws IOException {
    return manifest().map(m -> m.status() == Manifest.Status.DONE).orElse(false);
  }
}
