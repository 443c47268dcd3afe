package org.vitmae.classification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.config.ModelConfig;
import org.vitmae.data.Annotation;
import org.vitmae.data.Batch;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PositionTables;
import org.vitmae.model.Weights;
import org.vitmae.optim.AdamW;
import org.vitmae.optim.CosineSchedule;
import org.vitmae.optim.LayerDecay;
import org.vitmae.optim.ParameterGroup;
import org.vitmae.optim.WeightDecayRule;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.parity.ParitySuite;
import org.vitmae.parity.RecordedModel;
import org.vitmae.tensor.Autocast;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Precision;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.ParameterFiles;
import org.vitmae.train.TorchLearner;

/**
 * Checks the fine-tuned classifier ({@code finetune}): logits, losses, gradients, layer decay and a
 * short training run, for both kinds of pooling; then the linear probe. Encoder weights are those
 * of the {@code mae_tiny} fixture beside it.
 */
public final class FineTuneParity implements ParitySuite {
  /** The absolute part is the loss's: these gradients are of a mean over few images. */
  private static Limit gradient(Precision precision) {
    return precision == Precision.FP32 ? new Limit(2e-5, 1e-5) : Limit.gradient(precision);
  }

  @Override
  public String fixture() {
    return "finetune";
  }

  @Override
  public void check(Path folder, Device device, Precision precision, Comparisons comparisons)
      throws IOException {
    Fixture fixture = new Fixture(folder);
    JsonNode results = fixture.json("results.json");
    for (JsonNode result : results.get("results")) {
      new Run(fixture, results, result, device, precision, comparisons).all();
    }
    dropPath(fixture, results, comparisons);
    MixingParity.check(fixture, results, patchSize(fixture), device, comparisons);
    ProbeParity.check(fixture, device, comparisons);
  }

  private static int patchSize(Fixture fixture) throws IOException {
    Fixture mae = new Fixture(fixture.folder().resolveSibling("mae_tiny"));
    return RecordedModel.grid(mae.json("config.json")).patchSize();
  }

  private static void dropPath(Fixture fixture, JsonNode results, Comparisons comparisons) {
    JsonNode example = results.get("drop_path_rate_example");
    int depth = example.get("depth").asInt();
    for (int block = 0; block < depth; block++) {
      comparisons.number(
          "drop_path.rate[" + block + "]",
          DropPath.rateOf(block, depth, example.get("drop_path_rate").asDouble()),
          example.get("per_block").get(block).asDouble(),
          new Limit(0, 1e-7));
    }
    try (Safetensors recorded = fixture.tensors("drop_path")) {
      float[] u = recorded.floats("u");
      for (String name : recorded.names()) {
        if (name.startsWith("out_p")) {
          double rate = Integer.parseInt(name.substring("out_p".length())) / 100.0;
          float[] got = recorded.floats("x");
          for (int i = 0; i < got.length; i++) {
            got[i] *= DropPath.scale(rate, u[i / (got.length / u.length)]);
          }
          comparisons.tensor("drop_path." + name, got, recorded.floats(name), new Limit(0, 1e-6));
        }
      }
    }
  }

  private record Run(
      Fixture fixture,
      JsonNode results,
      JsonNode result,
      Device device,
      Precision precision,
      Comparisons comparisons) {
    /** A classifier with the recorded weights. */
    private record Classifier(
        NamedParameters parameters, VitClassifier model, PatchGrid grid, ModelConfig config)
        implements AutoCloseable {
      @Override
      public void close() {
        parameters.close();
      }
    }

    void all() throws IOException {
      try (Safetensors inputs = fixture.tensors("inputs");
          Safetensors want = fixture.tensors("logits_" + variant())) {
        forward(inputs, want);
        highResolution(inputs, want);
        gradients(inputs);
        layerDecay();
        if (meanPooled()) {
          training(inputs);
        }
      }
    }

    private boolean meanPooled() {
      return result.get("global_pool").asBoolean();
    }

    private String variant() {
      return meanPooled() ? "globalpool" : "cls";
    }

    private void forward(Safetensors inputs, Safetensors want) throws IOException {
      try (Scope scope = new Scope();
          Classifier classifier = classifier(inputs, 0)) {
        PatchedImages imgs = images(inputs, "imgs", classifier);
        Tensor features = autocast(() -> classifier.model().features(imgs, DropPath.NONE)).detach();
        comparisons.tensor(
            name("features_imgs"),
            features,
            want.floats("features_imgs"),
            Limit.forward(precision));
        Tensor labels = Tensors.of(inputs.longs("labels"), device, inputs.shape("labels"));
        double smoothing = results.get("label_smoothing").asDouble();
        Tensor logits = logits(inputs, "imgs", classifier, want);
        loss(
            "label_smoothing_cross_entropy",
            logits,
            Losses.crossEntropy(logits, labels, smoothing),
            want.floats("dlogits_ls"));
        comparisons.number(
            name("cross_entropy"),
            Losses.crossEntropy(logits, labels, 0).item_double(),
            result.get("losses").get("cross_entropy").asDouble(),
            Limit.loss(precision));
        for (String mix : List.of("mixup", "cutmix")) {
          Tensor mixed = logits(inputs, mix + "_imgs", classifier, want);
          Tensor targets = Fixture.load(inputs, mix + "_targets", device);
          loss(
              "soft_target_cross_entropy_" + mix,
              mixed,
              Losses.softCrossEntropy(mixed, targets),
              want.floats("dlogits_" + mix));
        }
      }
    }

    /** Returns logits that gradients can be asked for, after comparing them. */
    private Tensor logits(
        Safetensors inputs, String imgs, Classifier classifier, Safetensors want) {
      PatchedImages images = images(inputs, imgs, classifier);
      Tensor logits = autocast(() -> classifier.model().logits(images, DropPath.NONE)).detach();
      String recorded =
          "logits_" + imgs.replace("mixup_imgs", "mixup").replace("cutmix_imgs", "cutmix");
      comparisons.tensor(name(recorded), logits, want.floats(recorded), Limit.forward(precision));
      return logits.set_requires_grad(true);
    }

    private void loss(String loss, Tensor logits, Tensor got, float[] gradient) {
      comparisons.number(
          name(loss),
          got.item_double(),
          result.get("losses").get(loss).asDouble(),
          Limit.loss(precision));
      got.backward();
      comparisons.tensor(name("d" + loss), logits.grad(), gradient, gradient(precision));
      logits.mutable_grad().reset();
    }

    private void highResolution(Safetensors inputs, Safetensors want) throws IOException {
      long[] shape = inputs.shape("hires_imgs");
      try (Scope scope = new Scope();
          NoGrad noGrad = new NoGrad();
          Classifier classifier = classifier(inputs, (int) shape[2])) {
        comparisons.tensor(
            name("hires_pos_embed"),
            classifier.parameters().get("pos_embed"),
            want.floats("hires_pos_embed"),
            new Limit(1e-5, 0));
        PatchedImages images = images(inputs, "hires_imgs", classifier);
        comparisons.tensor(
            name("hires_logits"),
            autocast(() -> classifier.model().logits(images, DropPath.NONE)),
            want.floats("hires_logits"),
            Limit.forward(precision));
      }
    }

    private void gradients(Safetensors inputs) throws IOException {
      try (Scope scope = new Scope();
          Classifier classifier = classifier(inputs, 0);
          Safetensors want = fixture.tensors("gradients_labelsmooth_" + variant())) {
        smoothedLoss(inputs, classifier).backward();
        for (String name : want.names()) {
          comparisons.tensor(
              name("gradient." + name),
              classifier.parameters().get(name).grad(),
              want.floats(name),
              gradient(precision));
        }
      }
    }

    private Tensor smoothedLoss(Safetensors inputs, Classifier classifier) {
      Tensor labels = Tensors.of(inputs.longs("labels"), device, inputs.shape("labels"));
      PatchedImages images = images(inputs, "imgs", classifier);
      return autocast(
          () ->
              Losses.crossEntropy(
                  classifier.model().logits(images, DropPath.NONE),
                  labels,
                  results.get("label_smoothing").asDouble()));
    }

    private void layerDecay() throws IOException {
      JsonNode recorded = fixture.json("layer_decay_" + variant() + ".json");
      try (Safetensors inputs = fixture.tensors("inputs");
          Classifier classifier = classifier(inputs, 0)) {
        LayerDecay layers =
            new LayerDecay(recorded.get("layer_decay").asDouble(), classifier.config().depth());
        double weightDecay = recorded.get("weight_decay").asDouble();
        for (ParameterGroup group :
            ParameterGroup.of(
                classifier.parameters(), WeightDecayRule.FINE_TUNING, weightDecay, layers)) {
          for (String name : group.names()) {
            JsonNode want = recorded.get("params").get(name);
            comparisons.number(
                name("lr_scale." + name),
                group.lrScale(),
                want.get("lr_scale").asDouble(),
                Limit.DOUBLE);
            comparisons.number(
                name("weight_decay." + name),
                group.weightDecay(),
                want.get("weight_decay").asDouble(),
                Limit.DOUBLE);
          }
        }
      }
    }

    /** Six steps on one batch; the recorded images come from the fixture, not from the batch. */
    private void training(Safetensors inputs) throws IOException {
      JsonNode log = fixture.json("train6.json");
      JsonNode config = log.get("config");
      Classifier classifier = classifier(inputs, 0);
      NamedParameters parameters = classifier.parameters();
      AdamW adamW =
          new AdamW(
              parameters,
              ParameterGroup.of(
                  parameters,
                  WeightDecayRule.FINE_TUNING,
                  config.get("weight_decay").asDouble(),
                  new LayerDecay(
                      config.get("layer_decay").asDouble(), classifier.config().depth())),
              config.get("betas").get(0).asDouble(),
              config.get("betas").get(1).asDouble(),
              0,
              device);
      CosineSchedule schedule =
          new CosineSchedule(
              config.get("lr").asDouble(),
              config.get("min_lr").asDouble(),
              config.get("warmup_epochs").asDouble(),
              config.get("epochs").asDouble());
      Batch any = new Batch(0, new long[1], 1, 1, 1, 1, new byte[1], List.of(Annotation.none()));
      try (TorchLearner learner =
          new TorchLearner(
              parameters,
              batch -> smoothedLoss(inputs, classifier),
              held -> Map.of(),
              adamW,
              0,
              device,
              precision)) {
        for (int step = 0; step < config.get("steps").asInt(); step++) {
          double lr = schedule.at((double) step / config.get("steps_per_epoch").asInt());
          learner.step(List.of(any), lr);
          comparisons.number(
              "train6.loss[" + step + "]",
              learner.takeLosses()[0],
              log.get("loss").get(step).asDouble(),
              Limit.loss(precision));
        }
        try (Scope scope = new Scope();
            NoGrad noGrad = new NoGrad();
            Safetensors want = fixture.tensors("train6")) {
          PatchedImages images = images(inputs, "imgs", classifier);
          comparisons.tensor(
              "train6.final_logits",
              autocast(() -> classifier.model().logits(images, DropPath.NONE)),
              want.floats("final_logits"),
              precision == Precision.FP32 ? new Limit(5e-5, 1e-5) : Limit.forward(precision));
        }
      }
    }

    /**
     * Builds the classifier.
     *
     * @param imageSize side of the images, 0 for the recorded model's
     */
    private Classifier classifier(Safetensors inputs, int imageSize) throws IOException {
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

    private PatchedImages images(Safetensors inputs, String name, Classifier classifier) {
      return PatchedImages.ofNormalized(
          Fixture.load(inputs, name, device), classifier.grid().patchSize());
    }

    private Tensor autocast(Supplier<Tensor> action) {
      try (Autocast autocast = new Autocast(device, precision)) {
        return action.get();
      }
    }

    private String name(String what) {
      return variant() + "." + what;
    }
  }
}
