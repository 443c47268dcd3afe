package org.vitmae.experiments;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.vitmae.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "detect",
    description = "Finds objects in an image with a trained detector, draws and lists them.",
    mixinStandardHelpOptions = true)
final class DetectCommand implements Callable<Integer> {
  @Mixin private SingleImageOptions image;

  @Option(
      names = "--least-score",
      paramLabel = "P",
      defaultValue = "0.5",
      description = "What is less sure is left out, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double leastScore;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!(leastScore >= 0 && leastScore <= 1)) {
      throw new ConfigException("--least-score must be from 0 to 1, got " + leastScore);
    }
    image.show("detection", leastScore, spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
