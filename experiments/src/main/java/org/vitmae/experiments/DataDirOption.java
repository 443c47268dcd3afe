package org.vitmae.experiments;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command finds data. */
final class DataDirOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${sys:data.dir:-.}",
      description = "What data paths are relative to (default: -Ddata.dir, else here).")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }
}
