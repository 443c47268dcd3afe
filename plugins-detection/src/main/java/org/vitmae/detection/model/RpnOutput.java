package org.vitmae.detection.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a region proposal network says about each anchor, by level, row, column, anchor.
 *
 * @param objectness per level float logits that there is an object, [N, A_l]
 * @param offsets per level where its box lies from the anchor, [N, A_l, 4]
 */
public record RpnOutput(List<Tensor> objectness, List<Tensor> offsets) {
  /**
   * Flattens maps.
   *
   * @param objectness per level [N, A, H, W]
   * @param offsets per level [N, 4A, H, W], the four numbers of an anchor side by side
   */
  public static RpnOutput of(List<Tensor> objectness, List<Tensor> offsets) {
    return new RpnOutput(
        objectness.stream().map(map -> flat(map, 1).squeeze(-1)).toList(),
        offsets.stream().map(map -> flat(map, 4)).toList());
  }

  private static Tensor flat(Tensor map, long values) {
    return map.view(map.size(0), -1, values, map.size(2), map.size(3)) // [N, A, v, H, W]
        .permute(0, 3, 4, 1, 2)
        .reshape(map.size(0), -1, values)
        .to(ScalarType.Float);
  }

  /** Returns the logits of all levels, [N, A]. */
  Tensor allObjectness() {
    return torch.cat(new TensorVector(objectness.toArray(Tensor[]::new)), 1);
  }

  /** Returns the offsets of all levels, [N, A, 4]. */
  Tensor allOffsets() {
    return torch.cat(new TensorVector(offsets.toArray(Tensor[]::new)), 1);
  }
}
