package org.vitmae.classification;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.config.ModelConfig;
import org.vitmae.model.DropPath;
import org.vitmae.model.FeatureTap;
import org.vitmae.model.LayerNorm;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.VisionTransformer;
import org.vitmae.model.Weights;

/** A Vision Transformer encoder with a classification head, named as in the MAE reference. */
final class VitClassifier {
  /** What only the classifier has; all other tensors come from pretraining. */
  private static final List<String> OWN = List.of("head.", "fc_norm.");

  private final VisionTransformer encoder;
  private final Pooling pooling;
  private final LayerNorm norm;
  private final Head head;

  /** Maps features [N, D] to logits [N, C]. */
  @FunctionalInterface
  interface Head {
    Tensor apply(Tensor features);
  }

  VitClassifier(Weights weights, ModelConfig config, PatchGrid grid, Pooling pooling, Head head) {
    this.encoder = new VisionTransformer(weights, config, grid);
    this.pooling = pooling;
    String name = pooling == Pooling.MEAN_THEN_NORM ? "fc_norm" : "norm";
    this.norm = LayerNorm.create(weights, name, config.embedDim(), config.layerNormEps());
    this.head = head;
  }

  /** Tells whether a tensor of the classifier is part of a pretrained encoder. */
  static boolean isPretrained(String name) {
    return OWN.stream().noneMatch(name::startsWith);
  }

  /** Returns what the head reads, float [N, D]. */
  Tensor features(PatchedImages images, DropPath dropPath) {
    Tensor x = encoder.encode(images, dropPath, FeatureTap.NONE); // [N, 1 + L, D]
    Tensor pooled =
        switch (pooling) {
          case CLASS_TOKEN -> norm.apply(x.select(1, 0));
          case MEAN_THEN_NORM -> norm.apply(patchMean(x));
          case NORM_THEN_MEAN -> patchMean(norm.apply(x));
        };
    return pooled.to(ScalarType.Float);
  }

  /**
   * Returns one score per class before the softmax, float [N, C].
   *
   * @param features what {@link #features} returned
   */
  Tensor classify(Tensor features) {
    return head.apply(features).to(ScalarType.Float);
  }

  /** Returns one score per class before the softmax, float [N, C]. */
  Tensor logits(PatchedImages images, DropPath dropPath) {
    return classify(features(images, dropPath));
  }

  private static Tensor patchMean(Tensor x) {
    return x.narrow(1, 1, x.size(1) - 1).mean(1);
  }
}
