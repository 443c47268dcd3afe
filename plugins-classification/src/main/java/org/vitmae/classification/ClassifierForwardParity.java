package org.vitmae.classification;

import java.io.IOException;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.checkpoint.Safetensors;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchedImages;
import org.vitmae.parity.Comparisons;
import org.vitmae.parity.Fixture;
import org.vitmae.parity.Limit;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/** Checks the classifier's features, logits and losses. */
final class ClassifierForwardParity {
  private final FineTuneCase recorded;
  private final Comparisons comparisons;

  private ClassifierForwardParity(FineTuneCase recorded) {
    this.recorded = recorded;
    this.comparisons = recorded.comparisons();
  }

  static void check(FineTuneCase recorded, Safetensors inputs) throws IOException {
    ClassifierForwardParity parity = new ClassifierForwardParity(recorded);
    try (Safetensors want = recorded.fixture().tensors("logits_" + recorded.variant())) {
      parity.forward(inputs, want);
      parity.highResolution(inputs, want);
    }
  }

  private void forward(Safetensors inputs, Safetensors want) throws IOException {
    try (Scope scope = new Scope();
        FineTuneCase.Classifier classifier = recorded.classifier(inputs, 0)) {
      PatchedImages imgs = recorded.images(inputs, "imgs", classifier);
      Tensor features =
          recorded.autocast(() -> classifier.model().features(imgs, DropPath.NONE)).detach();
      comparisons.tensor(
          recorded.name("features_imgs"),
          features,
          want.floats("features_imgs"),
          Limit.forward(recorded.precision()));
      Tensor labels = Tensors.of(inputs.longs("labels"), recorded.device(), inputs.shape("labels"));
      double smoothing = recorded.results().get("label_smoothing").asDouble();
      Tensor logits = logits(inputs, "imgs", classifier, want);
      loss(
          "label_smoothing_cross_entropy",
          logits,
          Losses.crossEntropy(logits, labels, smoothing),
          want.floats("dlogits_ls"));
      comparisons.number(
          recorded.name("cross_entropy"),
          Losses.crossEntropy(logits, labels, 0).item_double(),
          recorded.result().get("losses").get("cross_entropy").asDouble(),
          Limit.loss(recorded.precision()));
      for (String mix : List.of("mixup", "cutmix")) {
        Tensor mixed = logits(inputs, mix + "_imgs", classifier, want);
        Tensor targets = Fixture.load(inputs, mix + "_targets", recorded.device());
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
      Safetensors inputs, String imgs, FineTuneCase.Classifier classifier, Safetensors want) {
    PatchedImages images = recorded.images(inputs, imgs, classifier);
    Tensor logits =
        recorded.autocast(() -> classifier.model().logits(images, DropPath.NONE)).detach();
    String file = "logits_" + imgs.replace("mixup_imgs", "mixup").replace("cutmix_imgs", "cutmix");
    comparisons.tensor(
        recorded.name(file), logits, want.floats(file), Limit.forward(recorded.precision()));
    return logits.set_requires_grad(true);
  }

  private void loss(String loss, Tensor logits, Tensor got, float[] gradient) {
    comparisons.number(
        recorded.name(loss),
        got.item_double(),
        recorded.result().get("losses").get(loss).asDouble(),
        Limit.loss(recorded.precision()));
    got.backward();
    comparisons.tensor(
        recorded.name("d" + loss), logits.grad(), gradient, recorded.gradientLimit());
    logits.mutable_grad().reset();
  }

  private void highResolution(Safetensors inputs, Safetensors want) throws IOException {
    long[] shape = inputs.shape("hires_imgs");
    try (Scope scope = new Scope();
        NoGrad noGrad = new NoGrad();
        FineTuneCase.Classifier classifier = recorded.classifier(inputs, (int) shape[2])) {
      comparisons.tensor(
          recorded.name("hires_pos_embed"),
          classifier.parameters().get("pos_embed"),
          want.floats("hires_pos_embed"),
          new Limit(1e-5, 0));
      PatchedImages images = recorded.images(inputs, "hires_imgs", classifier);
      comparisons.tensor(
          recorded.name("hires_logits"),
          recorded.autocast(() -> classifier.model().logits(images, DropPath.NONE)),
          want.floats("hires_logits"),
          Limit.forward(recorded.precision()));
    }
  }
}
