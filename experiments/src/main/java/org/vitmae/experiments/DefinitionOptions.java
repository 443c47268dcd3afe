package org.vitmae.experiments;

import java.util.ArrayList;
import java.util.List;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a command is told which experiment it is about. */
final class DefinitionOptions {
  @Parameters(
      paramLabel = "NAME|FILE",
      description = "A shipped experiment (see list), or a path ending in .yaml.")
  private String definition = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key, for instance --set pretrain.epochs=5; may be repeated.")
  private final List<String> overrides = new ArrayList<>();

  ExperimentConfig read() {
    return reader().read(definition, overrides);
  }

  static ConfigReader reader() {
    return new ConfigReader(Main.class.getClassLoader());
  }
}
