package com.example.cover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.data.Batch;
import org.vitmae.data.Box;
import org.vitmae.model.DropPath;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.TorchArm;
import org.vitmae.run.Scores;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Inference;

/**
 * Learns how much of an image the boxes of its objects take. TorchArm has the optimizer, averages,
 * files and resume.
 */
final class CoverArm extends TorchArm {
  static final int OUTPUTS = 1;

  private final CoverModel model;
  private final PixelNormalization pixels;
  private final Inference inference;

  CoverArm(ArmRequest request) {
    this(request, CoverModel.of(request));
  }

  private CoverArm(ArmRequest request, CoverModel model) {
    super(request, model.parameters(), CoverModel::isPretrained);
    this.model = model;
    pixels = PixelNormalization.of(request.data(), request.model().patchSize(), request.device());
    inference = new Inference(request.device(), request.precision());
  }

  private Tensor cover(Batch batch, DropPath dropPath) {
    return model.cover(PatchedImages.of(batch, model.grid(), pixels, request().device()), dropPath);
  }

  /** Boxes were moved along with the pixels by augmentation. */
  private static float[] truth(Batch batch) {
    float[] shares = new float[batch.size()];
    for (int n = 0; n < shares.length; n++) {
      for (Box box : batch.annotations().get(n).boxes()) {
        shares[n] += (box.x2() - box.x1()) * (box.y2() - box.y1());
      }
      shares[n] = Math.min(1, shares[n] / (batch.height() * batch.width()));
    }
    return shares;
  }

  /** Called within a native scope, with gradients. */
  @Override
  protected Tensor loss(Batch batch) {
    Tensor truth = Tensors.of(truth(batch), request().device(), batch.size());
    return torch.l1_loss(cover(batch, dropPath(batch)), truth);
  }

  /** Called without one: {@code forEach} opens a scope for each batch. */
  @Override
  protected Map<String, Double> validate(Iterable<Batch> batches) {
    return judge(batches, new Scores());
  }

  private Map<String, Double> judge(Iterable<Batch> batches, Scores scores) {
    double[] sumAndImages = new double[2];
    inference.forEach(
        batches,
        batch -> Tensors.toFloats(cover(batch, DropPath.NONE)),
        (batch, found) -> {
          float[] truth = truth(batch);
          double[] errors = new double[batch.valid()]; // what follows them is padding
          for (int n = 0; n < errors.length; n++) {
            errors[n] = Math.abs(found[n] - truth[n]);
            sumAndImages[0] += errors[n];
          }
          sumAndImages[1] += errors.length;
          scores.add(batch.ids(), errors);
        });
    return Map.of("cover_error", sumAndImages[0] / sumAndImages[1]);
  }

  /** Judges by the averaged weights, if there are any, as validation was. */
  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    Scores scores = new Scores();
    Map<String, Double> values = withKeptWeights(() -> judge(batches, scores));
    scores.write(cellFolder); // intervals over test images come from these
    return values;
  }

  @Override
  public void close() {
    super.close(); // the weights, too
    pixels.close();
  }
}
