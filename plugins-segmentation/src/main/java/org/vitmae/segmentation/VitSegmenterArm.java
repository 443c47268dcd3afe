package org.vitmae.segmentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.data.Batch;
import org.vitmae.image.Image;
import org.vitmae.model.PatchGrid;
import org.vitmae.model.PatchedImages;
import org.vitmae.model.PixelNormalization;
import org.vitmae.model.Weights;
import org.vitmae.plugin.ArmRequest;
import org.vitmae.plugin.TorchArm;
import org.vitmae.segmentation.judge.ImageSegmenter;
import org.vitmae.segmentation.judge.SegmentationJudge;
import org.vitmae.segmentation.judge.SegmentedImage;
import org.vitmae.segmentation.losses.PixelTruth;
import org.vitmae.segmentation.losses.SegmentationLoss;
import org.vitmae.segmentation.model.ChannelDropout;
import org.vitmae.segmentation.model.Segmenter;
import org.vitmae.segmentation.model.SegmenterPlan;
import org.vitmae.tensor.NamedParameters;
import org.vitmae.tensor.Tensors;
import org.vitmae.train.Inference;

/** A Vision Transformer learning the class of every pixel, on libtorch. */
final class VitSegmenterArm extends TorchArm {
  private final Segmenter segmenter;
  private final SegmentationLoss loss;
  private final boolean instances;
  private final PatchGrid grid;
  private final PixelNormalization normalization;
  private final Inference inference;
  private final ImageSegmenter images;

  private VitSegmenterArm(
      ArmRequest request, SegmenterPlan plan, Segmenter segmenter, NamedParameters parameters) {
    super(request, parameters, SegmenterPlan::isPretrained);
    this.segmenter = segmenter;
    this.loss = new SegmentationLoss(plan.config().loss(), request.arm().train().labelSmoothing());
    this.instances = plan.config().instances();
    this.grid = plan.grid();
    this.normalization = PixelNormalization.of(request.data(), grid.patchSize(), request.device());
    this.inference = new Inference(request.device(), request.precision());
    this.images = new ImageSegmenter(request);
  }

  /** Makes the segmenter of a plan and its arm. */
  static VitSegmenterArm create(ArmRequest request, SegmenterPlan plan) {
    NamedParameters parameters = new NamedParameters();
    Segmenter segmenter = plan.create(new Weights(parameters, request.device(), request.seed()));
    return new VitSegmenterArm(request, plan, segmenter, parameters);
  }

  @Override
  protected Tensor loss(Batch batch) {
    return segmenter.loss(
        PatchedImages.of(batch, grid, normalization, request().device()),
        PixelTruth.of(batch, instances, request().device()),
        loss,
        dropPath(batch),
        ChannelDropout.of(request().arm().segmenter().dropout(), request().seed(), batch));
  }

  @Override
  protected void backward(Tensor loss) {
    segmenter.backward(loss);
  }

  @Override
  protected Map<String, Double> validate(Iterable<Batch> batches) {
    return judge(batches).values();
  }

  @Override
  public Map<String, Double> test(Iterable<Batch> batches, Path cellFolder) throws IOException {
    return withKeptWeights(() -> judge(batches)).write(cellFolder);
  }

  private SegmentationJudge judge(Iterable<Batch> batches) {
    return images.judge(batches, images.byWindows(this::probabilities));
  }

  /** Looks at windows of [n, H, W, C] bytes: [n, K, H, W]. */
  private float[] probabilities(byte[] pixels, int windows) {
    return inference.compute(
        () ->
            Tensors.toFloats(
                segmenter.probabilities(
                    PatchedImages.of(pixels, windows, grid, normalization, request().device()),
                    request().classNames().size())));
  }

  @Override
  public SegmentedImage predict(Image image) {
    return withKeptWeights(() -> images.look(image, images.byWindows(this::probabilities)));
  }

  @Override
  public void close() {
    super.close();
    normalization.close();
  }
}
