package org.vitmae.experiments;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
    image.show(List.of("detection"), leastScore, spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
