package org.vitmae.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigWriter;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.files.AtomicFile;
import org.vitmae.files.FolderLock;
import org.vitmae.files.TextFile;

/** The folder of an experiment, held by one process at a time. */
public final class RunFolder implements AutoCloseable {
  private final Path root;
  private final ExperimentConfig config;
  private final FolderLock lock;
  private boolean begun;

  private RunFolder(Path root, ExperimentConfig config, FolderLock lock) {
    this.root = root;
    this.config = config;
    this.lock = lock;
  }

  /**
   * Opens the folder of an experiment.
   *
   * @param out the folder that holds run folders
   * @param resume whether to go on with an existing run folder; without it there must be none
   * @throws ConfigException if the folder exists and {@code resume} is not given, if it was begun
   *     with another definition, or if another process is at work in it
   */
  public static RunFolder open(Path out, ExperimentConfig config, boolean resume)
      throws IOException {
    Path root = out.resolve(config.name());
    if (!resume && isBegun(root)) {
      throw new ConfigException(
          "%s exists already; go on with it by --resume, or choose another place by --out"
              .formatted(root));
    }
    create(root.resolve("cells"));
    RunFolder folder = new RunFolder(root, config, lock(root));
    try {
      folder.noteDefinition();
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ConfigException(
          "%s cannot be created (%s); choose another place by --out".formatted(folder, e));
    }
  }

  private static FolderLock lock(Path root) throws IOException {
    return FolderLock.take(root.resolve("run.lock"))
        .orElseThrow(
            () ->
                new ConfigException(
                    "%s: another process is running this experiment; wait for it, or choose another --out"
                        .formatted(root)));
  }

  /**
   * Tells whether there is a cell in which anything was done; a run that failed before left none.
   */
  private static boolean isBegun(Path root) throws IOException {
    if (!Files.exists(root.resolve("cells"))) {
      return false;
    }
    for (CellFolder cell : cells(root)) {
      if (cell.manifest().isPresent() || Files.exists(cell.checkpoints())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes the definition into the folder.
   *
   * @throws ConfigException if the folder was begun with another one
   */
  private void noteDefinition() throws IOException {
    String definition = ConfigWriter.yaml(config);
    Path file = root.resolve("config.yaml");
    String identity = ConfigWriter.identity(definition);
    begun = isBegun(root);
    if (begun
        && !(Files.exists(file) && ConfigWriter.identity(TextFile.read(file)).equals(identity))) {
      throw new ConfigException(
          "%s was begun with another definition; to go on with that one give %s in its place, or choose another place by --out and take over its pretrainings by --pretrained %s"
              .formatted(root, file, root));
    }
    AtomicFile.write(file, definition);
  }

  /** Tells whether something was done in the folder before it was opened. */
  public boolean wasBegun() {
    return begun;
  }

  /** Returns the experiment's own folder. */
  public Path root() {
    return root;
  }

  /** Returns the existing cells, sorted by name. */
  public List<CellFolder> cells() throws IOException {
    return cells(root);
  }

  /** Returns the cells of a run folder that this process may not hold, sorted by name. */
  public static List<CellFolder> cells(Path root) throws IOException {
    try (Stream<Path> paths = Files.list(root.resolve("cells"))) {
      return paths.filter(Files::isDirectory).sorted().map(CellFolder::new).toList();
    }
  }

  /**
   * Returns a cell, after creating its folder and {@code config.yaml}.
   *
   * @param definition the experiment as the cell sees it
   */
  public CellFolder cell(String name, ExperimentConfig definition) throws IOException {
    Path path = root.resolve("cells").resolve(name);
    CellFolder cell = new CellFolder(Files.createDirectories(path));
    cell.write(definition);
    return cell;
  }

  /** Lets other processes work in the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
