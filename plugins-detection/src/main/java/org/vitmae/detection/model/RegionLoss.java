package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.detection.ops.BoxCoder;
import org.vitmae.detection.ops.BoxLosses;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/**
 * Trains the box head: class of every drawn region, offsets of the positive ones (Girshick 2015).
 */
public final class RegionLoss {
  private RegionLoss() {}

  /**
   * Computes both losses; that of the offsets is divided by the number of all regions.
   *
   * @param logits column 0 is background, float [R, 1 + K]
   * @param offsets four numbers for each column, float [R, 4 (1 + K)]
   * @param columns the right column, int64 [R]; best on the CPU, where it is looked at
   * @param targets the right offsets, of regions that are not background: float [P, 4]
   * @param beta of the smooth L1 loss of offsets; 0 for L1
   */
  public static HeadLoss of(
      Tensor logits, Tensor offsets, Tensor columns, Tensor targets, double beta) {
    Device device = Device.of(logits);
    long regions = logits.size(0);
    Tensor positive = columns.gt(new Scalar(0)).nonzero().squeeze(1); // [P]
    Tensor rows = offsets.reshape(-1, 4); // [R (1 + K), 4]
    Tensor place = positive.mul(new Scalar(logits.size(1))).add(columns.index_select(0, positive));
    Tensor own = rows.index_select(0, Tensors.onDevice(place, device)); // [P, 4]
    return new HeadLoss(
        torch.cross_entropy_loss(logits, Tensors.onDevice(columns, device)),
        BoxLosses.smoothL1(own, Tensors.onDevice(targets, device), beta)
            .sum()
            .div(new Scalar(Math.max(regions, 1))));
  }

  /** Computes both losses for the regions drawn of each image. */
  static HeadLoss of(
      Tensor logits, Tensor offsets, List<RoiSample> samples, List<Truth> truths, double beta) {
    List<Tensor> columns = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    for (int image = 0; image < samples.size(); image++) {
      RoiSample sample = samples.get(image);
      columns.add(sample.columns(truths.get(image)));
      targets.add(
          BoxCoder.REGION.encode(
              truths.get(image).boxes().index_select(0, sample.objects()), sample.positiveBoxes()));
    }
    return of(
        logits,
        offsets,
        torch.cat(new TensorVector(columns.toArray(Tensor[]::new)), 0),
        torch.cat(new TensorVector(targets.toArray(Tensor[]::new)), 0),
        beta);
  }
}
