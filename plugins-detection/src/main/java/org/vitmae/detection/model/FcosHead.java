package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.vitmae.maps.Convolution;
import org.vitmae.maps.GroupNorm;
import org.vitmae.model.Weights;

/**
 * Two towers of convolutions that slide over a pyramid, the same at each level (Tian et al. 2019).
 */
final class FcosHead {
  private static final double STD = 0.01;

  /**
   * So that at first every cell says "nothing here" with 99 %, or background would swamp the loss.
   */
  private static final double PRIOR_BIAS = -Math.log((1 - 0.01) / 0.01);

  /** Greatest log of a side in strides; wilder predictions would overflow the exponential. */
  private static final double GREATEST_LOG = 8;

  private final Tower classTower;
  private final Tower boxTower;
  private final Convolution classes;
  private final Convolution sides;
  private final Convolution centerness;

  /**
   * The head's answers for all cells P by level, row, column.
   *
   * @param classes logits, float [N, P, K]
   * @param sides distances from the cell's center to left, top, right, bottom in strides, float [N,
   *     P, 4]
   * @param centerness logits, float [N, P]
   */
  record Output(Tensor classes, Tensor sides, Tensor centerness) {}

  private record Tower(List<Convolution> convolutions, List<GroupNorm> norms) {
    static Tower create(Weights weights, int depth, int channels) {
      return new Tower(
          IntStream.range(0, depth)
              .mapToObj(i -> Convolution.createForRelu(weights, "conv" + i, channels, channels, 3))
              .toList(),
          IntStream.range(0, depth)
              .mapToObj(i -> GroupNorm.create(weights, "norm" + i, channels))
              .toList());
    }

    Tensor apply(Tensor x) {
      for (int i = 0; i < convolutions.size(); i++) {
        x = norms.get(i).apply(convolutions.get(i).apply(x)).relu();
      }
      return x;
    }
  }

  FcosHead(Weights weights, int channels, int depth, int classes) {
    this.classTower = Tower.create(weights.child("cls_tower"), depth, channels);
    this.boxTower = Tower.create(weights.child("bbox_tower"), depth, channels);
    this.classes = Convolution.create(weights, "cls_logits", channels, classes, 3, STD, PRIOR_BIAS);
    this.sides = Convolution.create(weights, "bbox_pred", channels, 4, 3, STD, 0);
    this.centerness = Convolution.create(weights, "ctrness", channels, 1, 3, STD, 0);
  }

  Output apply(List<Tensor> pyramid) {
    List<Tensor> logits = new ArrayList<>();
    List<Tensor> distances = new ArrayList<>();
    List<Tensor> centers = new ArrayList<>();
    for (Tensor level : pyramid) {
      Tensor boxes = boxTower.apply(level);
      logits.add(flat(classes.apply(classTower.apply(level))));
      distances.add(flat(sides.apply(boxes)).clamp_max(new Scalar(GREATEST_LOG)).exp());
      centers.add(flat(centerness.apply(boxes)));
    }
    return new Output(join(logits), join(distances), join(centers).squeeze(-1));
  }

  /** Maps [N, v, H, W] to [N, H W, v]. */
  private static Tensor flat(Tensor map) {
    return map.flatten(2, -1).transpose(1, 2).to(ScalarType.Float);
  }

  private static Tensor join(List<Tensor> levels) {
    return torch.cat(new TensorVector(levels.toArray(Tensor[]::new)), 1);
  }
}
