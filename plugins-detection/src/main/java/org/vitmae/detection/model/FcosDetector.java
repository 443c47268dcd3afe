package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;
import org.vitmae.detection.ops.BoxLosses;
import org.vitmae.detection.ops.FocalLoss;
import org.vitmae.detection.ops.ImageSize;
import org.vitmae.detection.ops.NonMaximumSuppression;
import org.vitmae.model.Weights;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.NoGrad;
import org.vitmae.tensor.Scope;
import org.vitmae.tensor.Tensors;

/**
 * A single-stage detector without anchors (Tian et al. 2019, "FCOS"): every cell of the pyramid
 * says which object's middle it lies in and how far the object's sides are. For small data and
 * small machines.
 */
public final class FcosDetector implements Detector {
  private final FcosConfig config;
  private final FcosHead head;

  /** Makes the head's layers. */
  public FcosDetector(Weights weights, FcosConfig config) {
    this.config = config;
    this.head = new FcosHead(weights, config.channels(), config.depth(), config.classes());
  }

  /**
   * Computes the losses of a batch.
   *
   * @param pyramid [N, C, H_i, W_i]
   * @param padded size that the pyramid covers
   * @param truths one per image
   */
  public FcosLoss losses(List<Tensor> pyramid, ImageSize padded, List<Truth> truths) {
    FcosHead.Output output = head.apply(pyramid);
    FcosCells cells = FcosCells.of(pyramid, padded);
    List<FcosTargets> targets = new ArrayList<>();
    for (Truth truth : truths) {
      targets.add(
          FcosTargets.of(cells, Tensors.toFloats(truth.boxes()), Tensors.toLongs(truth.labels())));
    }
    return losses(output, FcosTargets.join(targets, cells.size()));
  }

  private FcosLoss losses(FcosHead.Output output, FcosTargets targets) {
    Device device = Device.of(output.classes());
    int positives = targets.size();
    Scalar divisor = new Scalar(Math.max(1, positives));
    Tensor index = Tensors.of(targets.cells(), device, positives);
    Tensor logits = output.classes().reshape(-1);
    long[] ones = new long[positives];
    for (int i = 0; i < positives; i++) {
      ones[i] = targets.cells()[i] * config.classes() + targets.labels()[i];
    }
    Tensor wanted =
        torch.zeros_like(logits).index_fill(0, Tensors.of(ones, device, positives), new Scalar(1));
    Tensor sides = output.sides().reshape(-1, 4).index_select(0, index);
    Tensor trueSides = Tensors.of(targets.sides(), device, positives, 4);
    Tensor centerness = output.centerness().reshape(-1).index_select(0, index);
    Tensor trueCenterness = Tensors.of(targets.centerness(), device, positives);
    return new FcosLoss(
        FocalLoss.DEFAULT.each(logits, wanted).sum().div(divisor),
        BoxLosses.giou(aroundCell(sides), aroundCell(trueSides)).sum().div(divisor),
        torch
            .binary_cross_entropy_with_logits(
                centerness,
                trueCenterness,
                new TensorOptional(),
                new TensorOptional(),
                Reduction.Sum.value)
            .div(divisor));
  }

  /** Distances as boxes around the cell's center: GIoU knows neither place nor scale. */
  private static Tensor aroundCell(Tensor sides) {
    TensorVector s = sides.unbind(-1);
    return torch.stack(new TensorVector(s.get(0).neg(), s.get(1).neg(), s.get(2), s.get(3)), -1);
  }

  @Override
  public Tensor loss(
      List<Tensor> pyramid,
      ImageSize padded,
      List<ImageSize> images,
      List<Truth> truths,
      SampleDraws draws) {
    return losses(pyramid, padded, truths).total();
  }

  @Override
  public List<Detections> detect(List<Tensor> pyramid, ImageSize padded, List<ImageSize> images) {
    FcosCells cells = FcosCells.of(pyramid, padded);
    List<Detections> found = new ArrayList<>();
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      FcosHead.Output output = head.apply(pyramid);
      Tensor likely = output.classes().sigmoid().mul(output.centerness().sigmoid().unsqueeze(-1));
      for (int image = 0; image < images.size(); image++) {
        Tensor scores = likely.select(0, image).sqrt().reshape(-1); // [P K]
        found.add(select(scores, output.sides().select(0, image), cells, images.get(image)));
      }
    }
    return found;
  }

  private Detections select(Tensor scores, Tensor sides, FcosCells cells, ImageSize image) {
    long count = Math.min(config.best(), scores.size(0));
    T_TensorTensor_T best = scores.topk(count, 0, true, true);
    float[] bestScores = Tensors.toFloats(best.get0());
    long[] places = Tensors.toLongs(best.get1());
    long[] cell = LongStream.of(places).map(place -> place / config.classes()).toArray();
    float[] distances =
        Tensors.toFloats(sides.index_select(0, Tensors.of(cell, Device.of(sides), cell.length)));
    Candidates candidates = new Candidates(config.leastScore(), 0);
    for (int i = 0; i < bestScores.length; i++) {
      cells.toBox(distances, i, (int) cell[i], image);
      candidates.offer(distances, i, bestScores[i], (int) (places[i] % config.classes()));
    }
    return candidates.all().suppress(new NonMaximumSuppression(config.overlap()), config.most());
  }
}
