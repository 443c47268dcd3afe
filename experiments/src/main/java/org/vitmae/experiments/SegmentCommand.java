package org.vitmae.experiments;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "segment",
    description = "Tells the class of every pixel of an image with a trained segmenter.",
    mixinStandardHelpOptions = true)
final class SegmentCommand implements Callable<Integer> {
  /** Every pixel has a class, however sure the arm is of it. */
  private static final double LEAST_SCORE = 0;

  @Mixin private SingleImageOptions image;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    image.show(List.of("segmentation"), LEAST_SCORE, spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
