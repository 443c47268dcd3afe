package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "classify",
    description =
        "Lists how probable a trained arm finds each class for an image, or which values it tells.",
    mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {
  private static final List<String> TASKS = List.of("classification", "multi-label", "regression");

  private static final int HEADER_AND_BEST = 1 + 5;

  @Mixin private SingleImageOptions image;

  @Option(
      names = "--least-score",
      paramLabel = "P",
      defaultValue = "0",
      description =
          "Classes that are less probable are left out, 0 to 1 (default: ${DEFAULT-VALUE}); values"
              + " never are.")
  private double leastScore;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    for (Path table : image.show(TASKS, leastScore, console)) {
      try (Stream<String> lines = Files.lines(table)) {
        lines.limit(HEADER_AND_BEST).forEach(console::println);
      }
    }
    return ExitCode.OK;
  }
}
