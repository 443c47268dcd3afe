package org.vitmae.experiments;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command finds run folders and data. */
final class RunOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where run folders lie (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("");

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${sys:data.dir:-.}",
      description = "What data paths are relative to (default: -Ddata.dir, else here).")
  private Path dataDir = Path.of("");

  Path out() {
    return out;
  }

  Path dataDir() {
    return dataDir;
  }
}
