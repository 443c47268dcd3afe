package org.vitmae.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.data.Batch;
import org.vitmae.data.Draws;
import org.vitmae.model.DropPath;
import org.vitmae.model.FeatureTap;
import org.vitmae.model.LayerNorm;
import org.vitmae.model.Linear;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.model.VisionTransformer;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Objective;

/**
 * A Vision Transformer that tells ImageNet's 1000 classes by the mean of its patch tokens, with
 * what fine-tuning by the paper's table 9 makes of a batch: mixup, drop path 0.1, label smoothing
 * 0.1. The mixing share and the labels are fixed; their values cost nothing.
 */
final class Classifier implements Objective, AutoCloseable {
  private static final int CLASSES = 1000;
  private static final double DROP_PATH = 0.1;
  private static final float MIXUP_SHARE = 0.7f;
  private static final float SMOOTHING = 0.1f;

  private final NamedParameters parameters = new NamedParameters();
  private final PatchGrid grid;
  private final PixelNormalization normalization;
  private final VisionTransformer encoder;
  private final LayerNorm norm;
  private final Linear head;
  private final Device device;

  Classifier(BenchCase model, Device device) {
    int width = model.model().embedDim();
    Weights weights = new Weights(parameters, device, 0);
    this.grid = PatchGrid.of(model.model(), model.data());
    this.normalization = PixelNormalization.of(model.data(), grid.patchSize(), device);
    this.encoder = new VisionTransformer(weights, model.model(), grid);
    this.norm = LayerNorm.create(weights, "fc_norm", width, model.model().layerNormEps());
    this.head = Linear.create(weights, "head", width, CLASSES);
    this.device = device;
  }

  NamedParameters parameters() {
    return parameters;
  }

  /** Returns one score per class, float [N, 1000]; to be called without gradients. */
  Tensor scores(Batch batch) {
    return scores(images(batch), DropPath.NONE);
  }

  @Override
  public Tensor loss(Batch batch) {
    Tensor share = Tensors.of(new float[] {MIXUP_SHARE}, device, 1, 1, 1);
    DropPath dropPath =
        DropPath.draw(DROP_PATH, encoder.depth(), 0, batch.epoch(), batch.ids(), device);
    Tensor scores = scores(images(batch).mixedWithReversed(share), dropPath);
    Tensor targets = Tensors.of(targets(batch), device, batch.size(), CLASSES);
    return torch.log_softmax(scores, -1).mul(targets).sum(-1).mean().neg();
  }

  private Tensor scores(PatchedImages images, DropPath dropPath) {
    Tensor x = encoder.encode(images, dropPath, FeatureTap.NONE); // [N, 1 + L, D]
    Tensor mean = x.narrow(1, 1, grid.length()).mean(1); // [N, D]
    return head.apply(norm.apply(mean)).to(ScalarType.Float);
  }

  private PatchedImages images(Batch batch) {
    return PatchedImages.of(batch, grid, normalization, device);
  }

  /** Returns smoothed labels, mixed like the images, [N, 1000] row by row. */
  private static float[] targets(Batch batch) {
    float[] targets = new float[batch.size() * CLASSES];
    Arrays.fill(targets, SMOOTHING / CLASSES);
    int size = batch.size();
    for (int n = 0; n < size; n++) {
      targets[n * CLASSES + label(batch.ids()[n])] += (1 - SMOOTHING) * MIXUP_SHARE;
      targets[n * CLASSES + label(batch.ids()[size - 1 - n])] +=
          (1 - SMOOTHING) * (1 - MIXUP_SHARE);
    }
    return targets;
  }

  private static int label(long id) {
    RandomGenerator random = Draws.of(0, "bench-label", 0, id);
    return random.nextInt(CLASSES);
  }

  @Override
  public void close() {
    parameters.close();
    normalization.close();
  }
}
