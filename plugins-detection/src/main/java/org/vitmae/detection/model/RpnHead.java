package org.vitmae.detection.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.vitmae.maps.Convolution;
import org.vitmae.model.Weights;

/** The small network that slides over a pyramid, the same at each level (Ren et al. 2015). */
final class RpnHead {
  private static final double STD = 0.01;

  private final Convolution conv;
  private final Convolution objectness;
  private final Convolution offsets;

  RpnHead(Weights weights, int channels, int anchorsPerCell) {
    this.conv = Convolution.create(weights, "conv", channels, channels, 3, STD, 0);
    this.objectness =
        Convolution.create(weights, "cls_logits", channels, anchorsPerCell, 1, STD, 0);
    this.offsets =
        Convolution.create(weights, "bbox_pred", channels, 4L * anchorsPerCell, 1, STD, 0);
  }

  RpnOutput apply(List<Tensor> pyramid) {
    List<Tensor> logits = new ArrayList<>();
    List<Tensor> boxes = new ArrayList<>();
    for (Tensor level : pyramid) {
      Tensor x = conv.apply(level).relu();
      logits.add(objectness.apply(x));
      boxes.add(offsets.apply(x));
    }
    return RpnOutput.of(logits, boxes);
  }
}
