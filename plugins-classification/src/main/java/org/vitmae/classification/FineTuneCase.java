package org.vitmae.classification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PositionTables;
import org.vitmae.model.Weights;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.parity.RecordedModel;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.ParameterFiles;

/**
 * One kind of pooling of the recorded classifier, on one device in one precision.
 *
 * @param results the whole recording
 * @param result the part of it about this pooling
 */
record FineTuneCase(
    Fixture fixture,
    JsonNode results,
    JsonNode result,
    Device device,
    Precision precision,
    Comparisons comparisons) {
  /** A classifier with the recorded weights. */
  record Classifier(
      NamedParameters parameters, VitClassifier model, PatchGrid grid, ModelConfig config)
      implements AutoCloseable {
    @Override
    public void close() {
      parameters.close();
    }
  }

  boolean meanPooled() {
    return result.get("global_pool").asBoolean();
  }

  String variant() {
    return meanPooled() ? "globalpool" : "cls";
  }

  String name(String what) {
    return variant() + "." + what;
  }

  /** The absolute part is the loss's: these gradients are of a mean over few images. */
  Limit gradientLimit() {
    return precision == Precision.FP32 ? new Limit(2e-5, 1e-5) : Limit.gradient(precision);
  }

  /**
   * Builds the classifier.
   *
   * @param imageSize side of the images, 0 for the recorded model's
   */
  Classifier classifier(Safetensors inputs, int imageSize) throws IOException {
    Fixture mae = new Fixture(fixture.folder().resolveSibling("mae_tiny"));
    JsonNode json = mae.json("config.json");
    ModelConfig config = RecordedModel.config(json, true);
    PatchGrid small = RecordedModel.grid(json);
    int side = imageSize / small.patchSize();
    PatchGrid grid =
        imageSize == 0 ? small : new PatchGrid(side, side, small.patchSize(), small.channels());
    NamedParameters parameters = new NamedParameters();
    Weights weights = new Weights(parameters, device, 0);
    VitClassifier model =
        new VitClassifier(
            weights,
            config,
            grid,
            meanPooled() ? Pooling.MEAN_THEN_NORM : Pooling.CLASS_TOKEN,
            LinearHead.create(weights, config.embedDim(), results.get("num_classes").asInt(), 1));
    Path file = mae.folder().resolve("weights.safetensors");
    ParameterFiles.load(
        file,
        parameters,
        parameters.names().stream()
            .filter(VitClassifier::isPretrained)
            .filter(name -> !name.equals("pos_embed"))
            .toList());
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        Safetensors pretrained = Safetensors.open(file)) {
      Tensor table = Fixture.load(pretrained, "pos_embed", device);
      parameters
          .get("pos_embed")
          .copy_(
              PositionTables.resize(
                  table, small.rows(), small.columns(), grid.rows(), grid.columns()));
      for (String name : parameters.names()) {
        if (!VitClassifier.isPretrained(name)) {
          parameters.get(name).copy_(Fixture.load(inputs, name, device));
        }
      }
    }
    parameters.setTrainable("pos_embed", true);
    return new Classifier(parameters, model, grid, config);
  }

  PatchedImages images(Safetensors inputs, String name, Classifier classifier) {
    return PatchedImages.ofNormalized(
        Fixture.load(inputs, name, device), classifier.grid().patchSize());
  }

  Tensor autocast(Supplier<Tensor> action) {
    try (Autocast autocast = new Autocast(device, precision)) {
      return action.get();
    }
  }

  /** Returns the label-smoothed loss of the recorded images. */
  Tensor smoothedLoss(Safetensors inputs, Classifier classifier) {
    Tensor labels = Tensors.of(inputs.longs("labels"), device, inputs.shape("labels"));
    PatchedImages images = images(inputs, "imgs", classifier);
    return autocast(
        () ->
            Losses.crossEntropy(
                classifier.model().logits(images, DropPath.NONE),
                labels,
                results.get("label_smoothing").asDouble()));
  }
}
