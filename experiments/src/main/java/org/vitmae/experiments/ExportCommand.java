package org.vitmae.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigReader;
import org.vitmae.trained.GivenCheckpoint;
import org.vitmae.weights.ModelFacts;
import org.vitmae.weights.ModelWeights;
import org.vitmae.weights.WeightsExport;
import org.vitmae.weights.WeightsReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description = "Writes weights in the layout of Hugging Face transformers or of the reference.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--checkpoint",
      paramLabel = "PATH",
      required = true,
      description = "The weights: anything that inspect reads.")
  private Path checkpoint = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "NAME",
      required = true,
      description =
          "huggingface (config.json and model.safetensors, for from_pretrained) or reference"
              + " (model.safetensors with the names of facebookresearch/mae).")
  private WeightsExport.Layout format = WeightsExport.Layout.REFERENCE;

  @Option(
      names = "--encoder-only",
      description = "Leaves out the decoder, or what a task has put on the encoder.")
  private boolean encoderOnly;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder to write; must not exist.")
  private Path out = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The experiment definition that describes the model, where the weights do not (default:"
              + " config.yaml of the checkpoint's cell, then the preset of this size).")
  private Optional<Path> config = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    Path given = GivenCheckpoint.weights(checkpoint);
    try (ModelWeights weights = WeightsReader.open(given)) {
      ModelFacts facts = facts(weights);
      if (format == WeightsExport.Layout.HUGGINGFACE) {
        checkComplete(weights, facts);
      }
      List<String> leftOut = WeightsExport.write(weights, facts, format, encoderOnly, out);
      console.printf("%s: %s of %s%n", out, written(weights), given);
      if (!leftOut.isEmpty()) {
        console.printf("left out, having no name in this layout: %s%n", leftOut);
      }
    }
    return ExitCode.OK;
  }

  private String written(ModelWeights weights) {
    if (!encoderOnly && weights.shape().decoder().isPresent()) {
      return "the whole model";
    }
    return encoderOnly || format == WeightsExport.Layout.HUGGINGFACE
        ? "the encoder"
        : "the encoder and what else the file holds";
  }

  private ModelFacts facts(ModelWeights weights) {
    ConfigReader reader = DefinitionOptions.reader();
    ModelFacts defined =
        config
            .map(file -> ModelFacts.of(reader.read(file.toString(), List.of())))
            .orElse(ModelFacts.NONE);
    ModelFacts usual =
        reader
            .presetOf(weights.shape().embedDim(), weights.shape().depth())
            .map(ModelFacts::of)
            .orElse(ModelFacts.NONE);
    return weights.facts().or(defined).or(usual);
  }

  private void checkComplete(ModelWeights weights, ModelFacts facts) {
    boolean decoder = weights.shape().decoder().isPresent() && !encoderOnly;
    if (facts.numHeads().isEmpty()
        || facts.layerNormEps().isEmpty()
        || (decoder && facts.decoderNumHeads().isEmpty())) {
      throw new ConfigException(
          "%s does not say how many heads the model has, or its layer-norm eps; name an experiment definition that does by --config"
              .formatted(checkpoint));
    }
  }
}
