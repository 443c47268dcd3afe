package org.vitmae.experiments;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command finds run folders and data. */
final class RunOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where run folders lie (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("");

  @Mixin private DataDirOption dataDir;

  Path out() {
    return out;
  }

  Path dataDir() {
    return dataDir.folder();
  }
}
