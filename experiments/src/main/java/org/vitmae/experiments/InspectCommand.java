package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vitmae.config.ConfigException;
import org.vitmae.data.PackIndex;
import org.vitmae.trained.GivenCheckpoint;
import org.vitmae.weights.ModelFacts;
import org.vitmae.weights.ModelShape;
import org.vitmae.weights.ModelWeights;
import org.vitmae.weights.TensorType;
import org.vitmae.weights.WeightsReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "inspect",
    description =
        "Shows what a weights file holds: format, model, what is known of it, and every tensor; or"
            + " what pack has written.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description =
          "A checkpoint folder or a cell, a Hugging Face folder, a PyTorch file (.pth), a safetensors file or a"
              + " folder of packed data.")
  private Path path = Path.of("");

  @Option(
      names = "--verify",
      description = "Packed data only: reads every image and compares it with its checksum.")
  private boolean verify;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (Files.exists(path.resolve(PackIndex.FILE))) {
      return new PackedFacts(path, out).print(verify) ? ExitCode.OK : ExitCode.SOFTWARE;
    }
    if (verify) {
      throw new ConfigException(
          "--verify reads packed data, but %s holds no %s".formatted(path, PackIndex.FILE));
    }
    Path given = GivenCheckpoint.weights(path);
    try (ModelWeights weights = WeightsReader.open(given)) {
      if (!given.equals(path)) {
        line(out, "checkpoint", given.toString());
      }
      line(out, "format", weights.format());
      describe(out, weights.shape());
      describe(out, weights.facts());
      out.println();
      out.println("tensors, by the reference's names");
      for (String name : weights.tensors().names()) {
        TensorType type = weights.tensors().type(name);
        out.printf("  %-44s %-5s %s%n", name, type.dtype(), type.shape());
      }
    }
    return ExitCode.OK;
  }

  private static void describe(PrintWriter out, ModelShape shape) {
    String preset =
        DefinitionOptions.reader()
            .presetOf(shape.embedDim(), shape.depth())
            .map(found -> " (preset %s)".formatted(found.name()))
            .orElse("");
    line(
        out,
        "encoder",
        "%d wide, %d blocks, MLP %d%s"
            .formatted(shape.embedDim(), shape.depth(), shape.mlpDim(), preset));
    line(
        out,
        "decoder",
        shape
            .decoder()
            .map(d -> "%d wide, %d blocks, MLP %d".formatted(d.width(), d.depth(), d.mlpDim()))
            .orElse("none"));
    line(
        out,
        "patches",
        "%d of %d x %d pixels, %d channels"
            .formatted(shape.patches(), shape.patchSize(), shape.patchSize(), shape.channels()));
  }

  private static void describe(PrintWriter out, ModelFacts facts) {
    line(out, "image size", known(facts.image().map(i -> i.height() + " x " + i.width())));
    line(out, "heads", known(facts.numHeads()));
    line(out, "decoder heads", known(facts.decoderNumHeads()));
    line(out, "layer-norm eps", known(facts.layerNormEps()));
    line(out, "norm-pix loss", known(facts.normPixLoss()));
  }

  private static String known(Optional<?> fact) {
    return fact.map(Object::toString).orElse("not said");
  }

  static void line(PrintWriter out, String label, String text) {
    out.println(String.format(Locale.ROOT, "%-16s%s", label, text));
  }
}
