package org.vitmae.experiments;

import org.vitmae.config.ExperimentConfig;
import org.vitmae.plugin.Plugins;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "describe",
    description = "Checks an experiment and plans what it will cost; needs no data.",
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Runnable {
  @Mixin private DefinitionOptions definition;

  @ArgGroup private Speed speed = new Speed();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    ExperimentConfig config = definition.read();
    Plugins plugins = Plugins.load(Main.class.getClassLoader());
    DefinitionCheck.run(config, plugins::task);
    new Description(config, plugins::task, speed, spec.commandLine().getOut()).print();
  }
}
