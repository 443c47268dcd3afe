package com.example.cover;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.model.DropPath;
import org.vitmae.model.FeatureTap;
import org.vitmae.model.LayerNorm;
import org.vitmae.model.Linear;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.VisionTransformer;
import org.vitmae.model.Weights;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.tensor.NamedParameters;

/** A Vision Transformer that says one number, made from the mean of its patch tokens. */
record CoverModel(
    NamedParameters parameters,
    PatchGrid grid,
    VisionTransformer encoder,
    LayerNorm norm,
    Linear head) {
  static CoverModel of(ArmRequest request) {
    NamedParameters parameters = new NamedParameters(); // every tensor made below, by name
    Weights weights = new Weights(parameters, request.device(), request.seed());
    PatchGrid grid = PatchGrid.of(request.model(), request.data());
    int width = request.model().embedDim();
    return new CoverModel(
        parameters,
        grid,
        new VisionTransformer(weights, request.model(), grid), // named as pretraining names them
        LayerNorm.create(weights, "fc_norm", width, request.model().layerNormEps()),
        Linear.create(weights, "head", width, CoverArm.OUTPUTS));
  }

  /** Tells which tensors pretraining has; the others keep their initial values. */
  static boolean isPretrained(String name) {
    return !name.startsWith("fc_norm.") && !name.startsWith("head.");
  }

  /** Returns the number of each image, float [N]; called within a native scope. */
  Tensor cover(PatchedImages images, DropPath dropPath) {
    Tensor tokens = encoder.encode(images, dropPath, FeatureTap.NONE); // [N, 1 + L, D]
    Tensor mean = tokens.narrow(1, 1, grid.length()).mean(1); // without the class token
    return head.apply(norm.apply(mean)).to(ScalarType.Float).squeeze(1);
  }
}
