package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.vitmae.detection.ops.ObjectMasks;
import org.vitmae.detection.ops.Rois;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Tensors;

/** Binary cross-entropy of the right class's map only: classes do not compete (He et al. 2017). */
final class MaskLoss {
  private static final double HALF = 0.5;

  private MaskLoss() {}

  /**
   * Computes the mean over all positive regions and their cells; 0 if there are none.
   *
   * @param logits [P, K, M, M], the positive regions of all images
   * @param binary whether a cell counts as the object's or not, instead of by its share
   */
  static Tensor of(Tensor logits, List<RoiSample> samples, List<Truth> truths, boolean binary) {
    if (logits.size(0) == 0) {
      return logits.sum();
    }
    List<Tensor> labels = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    for (int image = 0; image < samples.size(); image++) {
      RoiSample sample = samples.get(image);
      labels.add(truths.get(image).labels().index_select(0, sample.objects()));
      targets.add(targets(sample, truths.get(image), (int) logits.size(2)));
    }
    Tensor label = torch.cat(new TensorVector(labels.toArray(Tensor[]::new)), 0); // [P]
    Tensor first = torch.ones_like(label).cumsum(0).sub(new Scalar(1)); // 0 to P - 1
    Tensor rows = first.mul(new Scalar(logits.size(1))).add(label);
    Device device = Device.of(logits);
    Tensor shares = // [P, M, M]
        Tensors.onDevice(torch.cat(new TensorVector(targets.toArray(Tensor[]::new)), 0), device);
    return torch.binary_cross_entropy_with_logits(
        logits.flatten(0, 1).index_select(0, Tensors.onDevice(rows, device)), // [P, M, M]
        binary ? shares.ge(new Scalar(HALF)).to(shares.scalar_type()) : shares);
  }

  /** Cuts each region's own object out of its mask, [P, M, M]. */
  private static Tensor targets(RoiSample sample, Truth truth, int side) {
    ObjectMasks masks =
        truth
            .masks()
            .orElseThrow(
                () -> new IllegalArgumentException("a mask head needs objects with masks"));
    int[] objects =
        Arrays.stream(Tensors.toLongs(sample.objects())).mapToInt(Math::toIntExact).toArray();
    return masks.cut(new Rois(objects, Tensors.toFloats(sample.positiveBoxes())), side);
  }
}
